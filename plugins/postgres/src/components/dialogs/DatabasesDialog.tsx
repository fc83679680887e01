import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import {
  databaseWords,
  declaredDatabases,
  declaredRoles,
  nameProblem,
  namesIn,
} from '../../model/declared';
import { Choice } from '../Choice/Choice';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { DropList } from './DropList';
import { TextInput } from './TextInput';
import { TypedName } from './TypedName';
import { declaredChange } from './declaredChange';
import { DatabaseDialogProps } from './types';

/** Further databases in the same server. */
export const DatabasesDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const fullName = `${view.location}/${view.name}`;
  const databases = declaredDatabases(view);
  const owners = [
    view.user ?? '',
    ...declaredRoles(view).map(role => role.name),
  ];
  const [dropped, setDropped] = useState<string[]>([]);
  const [name, setName] = useState('');
  const [owner, setOwner] = useState(owners[0]);
  const [extensionText, setExtensionText] = useState('');
  const [typed, setTyped] = useState('');
  const problem = nameProblem(name, [
    view.database ?? '',
    ...databases.map(database => database.name),
  ]);
  const extensions = namesIn(extensionText);
  const added = {
    name,
    ...(owner !== owners[0] && { owner }),
    ...(extensions.length && { extensions }),
  };
  const { then, words } = declaredChange(
    databases,
    dropped,
    name ? added : undefined,
  );
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { options: { databases: then } }),
    `Databases of ${view.name}: ${words}. Health tells when it is done.`,
  );
  return (
    <ConfirmDialog
      title={`Add or drop databases of ${fullName}`}
      confirm={words ? `Databases: ${words}` : 'Change databases'}
      operation={operation}
      disabled={
        !words || Boolean(problem) || (dropped.length > 0 && typed !== fullName)
      }
      {...rest}
    >
      <p>
        The database {view.database} stays. Further ones share its members,
        connections and backups.
      </p>
      <DropList
        what="further database"
        items={databases.map(database => ({
          name: database.name,
          words: databaseWords(database, view, rest.health?.parts),
        }))}
        dropped={dropped}
        onChange={setDropped}
      />
      {dropped.length > 0 && (
        <>
          <Notice
            severity="warning"
            title={`All data in ${dropped.join(', ')} is deleted`}
          >
            Only a restore of the whole server into a new database brings it
            back. Open sessions may keep it from being dropped: Health says so.
          </Notice>
          <TypedName name={fullName} typed={typed} onChange={setTyped} />
        </>
      )}
      <TextInput
        id="database-name"
        label="Database to add"
        value={name}
        onChange={setName}
        problem={problem}
        help="Leave it empty to add none"
      />
      {name && (
        <>
          <Choice
            label="Owner"
            value={owner}
            options={owners.map(role => ({ value: role, label: role }))}
            onChange={setOwner}
          />
          <TextInput
            id="database-extensions"
            label="Extensions"
            value={extensionText}
            onChange={setExtensionText}
            help="Names with commas between them, of those that the image has"
          />
        </>
      )}
    </ConfirmDialog>
  );
};
