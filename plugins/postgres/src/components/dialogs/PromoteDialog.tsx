import { useState } from 'react';
import { formatBytes } from '../../format/bytes';
import { replayLag } from '../../format/lag';
import { useDependants } from '../../hooks/useDependants';
import { useOperation } from '../../hooks/useOperation';
import { byFitness } from '../../model/instances';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { Dependants } from './Dependants';
import { InstanceChoice } from './InstanceChoice';
import { InstancesUnknown } from './InstancesUnknown';
import { OpenConnections } from './OpenConnections';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Promotes a standby after the primary has stopped. The primary can be chosen, too: it cancels a promotion. */
export const PromoteDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const instances = rest.health?.instances ?? [];
  const primary = instances.find(({ role }) => role === 'primary');
  const standbys = byFitness(instances);
  // Set once: a choice that follows the lag would change while the user confirms it.
  const [chosen, setChosen] = useState(standbys[0]?.name);
  const target = instances.find(({ name }) => name === chosen);
  const cancels = target !== undefined && target === primary;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.promote', {
          database: view.name,
          instance: chosen ?? '',
        }),
        await api.promoteDatabase(view.ref, { instance: chosen ?? '' }),
      ),
    t('instances.promote.done', {
      database: view.name,
      instance: chosen ?? '',
    }),
  );
  const dependants = useDependants(view);
  const behind = replayLag(target?.lag).bytes;
  const lossTitle =
    behind === undefined
      ? t('instances.promote.lagUnknown', { instance: chosen ?? '' })
      : t('instances.switchover.behindTitle', {
          instance: chosen ?? '',
          bytes: formatBytes(behind),
        });
  return (
    <ConfirmDialog
      title={t('instances.promote.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={
        target
          ? t('instances.promote.confirmName', { instance: target.name })
          : t('instances.promote.confirm')
      }
      operation={operation}
      danger
      disabled={!target}
      {...rest}
    >
      {instances.length ? (
        <InstanceChoice
          label={t('instances.switchover.choice')}
          instances={
            primary && primary.state !== 'working'
              ? [...standbys, primary]
              : standbys
          }
          chosen={target?.name}
          onChange={setChosen}
        />
      ) : (
        <InstancesUnknown />
      )}
      {target && !cancels && behind !== 0 && (
        <Notice severity="warning" title={lossTitle}>
          {t('instances.promote.loss')}
        </Notice>
      )}
      {cancels ? (
        <p>{t('instances.promote.cancels')}</p>
      ) : (
        <ul>
          <li>{t('instances.promote.effectWrites')}</li>
          <li>{t('instances.promote.effectProof')}</li>
          <li>{t('instances.promote.effectVolume')}</li>
        </ul>
      )}
      <OpenConnections health={rest.health} />
      <Dependants {...dependants} />
    </ConfirmDialog>
  );
};
