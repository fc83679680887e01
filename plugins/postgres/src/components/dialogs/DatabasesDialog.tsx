import { useState } from 'react';
import { useMessageText } from '../../hooks/useMessageText';
import { useOperation } from '../../hooks/useOperation';
import { nameProblem, namesIn } from '../../model/declared';
import { changeText, declaredDatabaseText } from '../../model/declaredText';
import { Choice } from '../Choice/Choice';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { DropList } from './DropList';
import { TextInput } from './TextInput';
import { ConfirmNameField } from './ConfirmNameField';
import { declaredChange } from './declaredChange';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Changes the additional databases on the same server. */
export const DatabasesDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const fullName = `${view.location}/${view.name}`;
  const databases = view.spec.databases ?? [];
  const owners = [
    view.user ?? '',
    ...(view.spec.roles ?? []).map(role => role.name),
  ];
  const [dropped, setDropped] = useState<string[]>([]);
  const [name, setName] = useState('');
  const [owner, setOwner] = useState(owners[0]);
  const [extensionText, setExtensionText] = useState('');
  const [typed, setTyped] = useState('');
  const problem = nameProblem(t, name, [
    view.database ?? '',
    ...databases.map(database => database.name),
  ]);
  const extensions = namesIn(extensionText);
  const added = {
    name,
    ...(owner !== owners[0] && { owner }),
    ...(extensions.length && { extensions }),
  };
  const then = declaredChange(databases, dropped, name ? added : undefined);
  const change = changeText(t, { dropped, added: name });
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { databases: then }),
    t('changes.databases.done', { database: view.name }),
  );
  return (
    <ConfirmDialog
      title={t('changes.databases.title', { database: fullName })}
      confirm={change || t('changes.databases.confirm')}
      operation={operation}
      disabled={
        !change ||
        Boolean(problem) ||
        (dropped.length > 0 && typed !== fullName)
      }
      {...rest}
    >
      <p>{t('changes.databases.text', { name: view.database ?? view.name })}</p>
      <DropList
        label={t('changes.databases.list')}
        none={t('changes.databases.none')}
        items={databases.map(database => ({
          name: database.name,
          label: t('changes.databases.drop', {
            database: declaredDatabaseText(
              t,
              textOf,
              database,
              view,
              rest.health?.parts,
            ),
          }),
        }))}
        dropped={dropped}
        onChange={setDropped}
      />
      {dropped.length > 0 && (
        <>
          <Notice
            severity="warning"
            title={t('changes.databases.dropTitle', {
              databases: dropped.join(', '),
            })}
          >
            {t('changes.databases.dropText')}
          </Notice>
          <ConfirmNameField name={fullName} typed={typed} onChange={setTyped} />
        </>
      )}
      <TextInput
        id="database-name"
        label={t('changes.databases.add')}
        value={name}
        onChange={setName}
        problem={problem}
        help={t('changes.name.addNone')}
      />
      {name && (
        <>
          <Choice
            id="database-owner"
            label={t('owner')}
            value={owner}
            options={owners.map(role => ({ value: role, label: role }))}
            onChange={setOwner}
          />
          <TextInput
            id="database-extensions"
            label={t('changes.databases.extensions')}
            value={extensionText}
            onChange={setExtensionText}
            help={t('changes.name.list')}
          />
        </>
      )}
    </ConfirmDialog>
  );
};
