import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { byFitness } from '../../model/members';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { InstanceChoice } from './InstanceChoice';
import { InstancesUnknown } from './InstancesUnknown';
import { ConfirmNameField } from './ConfirmNameField';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Destroys one standby with its volume; a new one is made in its place. */
export const RemoveMemberDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const members = rest.health?.members ?? [];
  // The least fit first: that is the one to be rid of.
  const standbys = byFitness(members).reverse();
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState('');
  const fullName = `${view.location}/${view.name}`;
  const member = standbys.find(({ name }) => name === chosen);
  const last = standbys.length === 1;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t,
        t('watch.operation.replace', { instance: chosen! }),
        await api.removeMember(view.ref, { member: chosen! }),
      ),
    t('instances.destroy.done', { instance: chosen ?? '' }),
  );
  return (
    <ConfirmDialog
      title={t('instances.destroy.title', { database: fullName })}
      confirm={
        member
          ? t('instances.destroy.confirmName', { instance: member.name })
          : t('instances.destroy.confirm')
      }
      operation={operation}
      danger
      disabled={!member || (last && typed !== fullName)}
      {...rest}
    >
      {members.length ? (
        <InstanceChoice
          label={t('instances.destroy.choice')}
          members={standbys}
          chosen={member?.name}
          onChange={setChosen}
        />
      ) : (
        <InstancesUnknown />
      )}
      <ul>
        <li>{t('instances.destroy.effectVolume')}</li>
        <li>{t('instances.destroy.effectReads')}</li>
        <li>{t('instances.destroy.effectNew')}</li>
      </ul>
      {last && (
        <>
          <Notice severity="warning" title={t('instances.destroy.lastTitle')}>
            {t('instances.destroy.last')}
          </Notice>
          <ConfirmNameField name={fullName} typed={typed} onChange={setTyped} />
        </>
      )}
    </ConfirmDialog>
  );
};
