import { useState } from 'react';
import { useMessageText } from '../../hooks/useMessageText';
import { useOperation } from '../../hooks/useOperation';
import { nameProblem, namesIn } from '../../model/declared';
import { changeText, declaredRoleText } from '../../model/declaredText';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { DropList } from './DropList';
import { TextInput } from './TextInput';
import { LabeledCheckbox } from './LabeledCheckbox';
import { declaredChange } from './declaredChange';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Changes the roles in addition to the owner. */
export const RolesDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const roles = view.spec.roles ?? [];
  const [dropped, setDropped] = useState<string[]>([]);
  const [name, setName] = useState('');
  const [login, setLogin] = useState(true);
  const [createdb, setCreatedb] = useState(false);
  const [inRoles, setInRoles] = useState('');
  const [secret, setSecret] = useState('');
  const problem = nameProblem(t, name, [
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
  const then = declaredChange(roles, dropped, name ? added : undefined);
  const change = changeText(t, { dropped, added: name });
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { roles: then }),
    t('changes.roles.done', { database: view.name }),
  );
  return (
    <ConfirmDialog
      title={t('changes.roles.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={change || t('changes.roles.confirm')}
      operation={operation}
      disabled={!change || Boolean(problem)}
      {...rest}
    >
      <p>
        {view.user
          ? t('changes.roles.text', { owner: view.user })
          : t('changes.roles.textNoOwner')}
      </p>
      <DropList
        label={t('changes.roles.list')}
        none={t('changes.roles.none')}
        items={roles.map(role => ({
          name: role.name,
          label: t('changes.roles.drop', {
            role: declaredRoleText(t, textOf, role, rest.health?.parts),
          }),
        }))}
        dropped={dropped}
        onChange={setDropped}
      />
      {dropped.length > 0 && (
        <Notice severity="warning" title={t('changes.roles.dropTitle')}>
          {t('changes.roles.dropText')}
        </Notice>
      )}
      <TextInput
        id="role-name"
        label={t('changes.roles.add')}
        value={name}
        onChange={setName}
        problem={problem}
        help={t('changes.name.addNone')}
      />
      {name && (
        <>
          <LabeledCheckbox checked={login} onChange={setLogin}>
            {t('changes.roles.login')}
          </LabeledCheckbox>
          <LabeledCheckbox checked={createdb} onChange={setCreatedb}>
            {t('changes.roles.createdb')}
          </LabeledCheckbox>
          <TextInput
            id="role-groups"
            label={t('changes.roles.groups')}
            value={inRoles}
            onChange={setInRoles}
            help={t('changes.roles.groupsHelp')}
          />
          {login && (
            <TextInput
              id="role-secret"
              label={t('changes.roles.secret')}
              value={secret}
              onChange={setSecret}
              help={t('changes.roles.secretHelp')}
            />
          )}
        </>
      )}
    </ConfirmDialog>
  );
};
