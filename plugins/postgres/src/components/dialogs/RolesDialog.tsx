import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import {
  declaredRoles,
  nameProblem,
  namesIn,
  roleWords,
} from '../../model/declared';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { DropList } from './DropList';
import { TextInput } from './TextInput';
import { Tick } from './Tick';
import { declaredChange } from './declaredChange';
import { DatabaseDialogProps } from './types';

/** Further roles beside the owner. */
export const RolesDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const roles = declaredRoles(view);
  const [dropped, setDropped] = useState<string[]>([]);
  const [name, setName] = useState('');
  const [login, setLogin] = useState(true);
  const [createdb, setCreatedb] = useState(false);
  const [inRoles, setInRoles] = useState('');
  const [secret, setSecret] = useState('');
  const problem = nameProblem(name, [
    ...roles.map(role => role.name),
    ...(view.user ? [view.user] : []),
  ]);
  const groups = namesIn(inRoles);
  const passwordSecret = secret.trim();
  const added = {
    name,
    login,
    ...(createdb && { createdb }),
    ...(groups.length && { inRoles: groups }),
    ...(passwordSecret && { passwordSecret }),
  };
  const { then, words } = declaredChange(
    roles,
    dropped,
    name ? added : undefined,
  );
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { options: { roles: then } }),
    `Roles of ${view.name}: ${words}. Health tells when it is done.`,
  );
  return (
    <ConfirmDialog
      title={`Add or drop roles of ${view.location}/${view.name}`}
      confirm={words ? `Roles: ${words}` : 'Change roles'}
      operation={operation}
      disabled={!words || Boolean(problem)}
      {...rest}
    >
      <p>
        The owner {view.user} stays. Further roles are declared, and made and
        kept so by the operator.
      </p>
      <DropList
        what="further role"
        items={roles.map(role => ({
          name: role.name,
          words: roleWords(role, rest.health?.parts),
        }))}
        dropped={dropped}
        onChange={setDropped}
      />
      {dropped.length > 0 && (
        <Notice severity="warning" title="Logins of a dropped role fail">
          A role that still owns something cannot be dropped: it stays, and
          Health says why. Open sessions go on until they end.
        </Notice>
      )}
      <TextInput
        id="role-name"
        label="Role to add"
        value={name}
        onChange={setName}
        problem={problem}
        help="Leave it empty to add none"
      />
      {name && (
        <>
          <Tick checked={login} onChange={setLogin}>
            May log in
          </Tick>
          <Tick checked={createdb} onChange={setCreatedb}>
            May create databases
          </Tick>
          <TextInput
            id="role-groups"
            label="Member of"
            value={inRoles}
            onChange={setInRoles}
            help="Roles with commas between them, for example pg_read_all_data"
          />
          {login && (
            <TextInput
              id="role-secret"
              label="Secret with its password"
              value={secret}
              onChange={setSecret}
              help="Of type kubernetes.io/basic-auth, in the database's namespace. Without it the role has no password, and only a certificate lets it in."
            />
          )}
        </>
      )}
    </ConfirmDialog>
  );
};
