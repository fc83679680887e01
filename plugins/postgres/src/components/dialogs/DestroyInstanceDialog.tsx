import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { byFitness } from '../../model/instances';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { InstanceChoice } from './InstanceChoice';
import { InstancesUnknown } from './InstancesUnknown';
import { ConfirmNameField } from './ConfirmNameField';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Destroys a standby with its volume; a new one replaces it. */
export const DestroyInstanceDialog = ({
  view,
  ...rest
}: DatabaseDialogProps) => {
  const t = useTranslate();
  const instances = rest.health?.instances ?? [];
  // The least fit first, because that is the one to replace.
  const standbys = byFitness(instances).reverse();
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState('');
  const fullName = `${view.location}/${view.name}`;
  const instance = standbys.find(({ name }) => name === chosen);
  const last = standbys.length === 1;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.replace', { instance: chosen! }),
        await api.destroyInstance(view.ref, { instance: chosen! }),
      ),
    t('instances.destroy.done', { instance: chosen ?? '' }),
  );
  return (
    <ConfirmDialog
      title={t('instances.destroy.title', { database: fullName })}
      confirm={
        instance
          ? t('instances.destroy.confirmName', { instance: instance.name })
          : t('instances.destroy.confirm')
      }
      operation={operation}
      danger
      disabled={!instance || (last && typed !== fullName)}
      {...rest}
    >
      {instances.length ? (
        <InstanceChoice
          label={t('instances.destroy.choice')}
          instances={standbys}
          chosen={instance?.name}
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
