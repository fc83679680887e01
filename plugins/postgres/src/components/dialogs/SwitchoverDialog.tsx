import { useState } from 'react';
import { ReasonText } from '../MessageText/ReasonText';
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
import { ChangePreview, ChangePreviewProps } from './ChangePreview';
import { OpenConnections } from './OpenConnections';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Size of a WAL segment: a smaller lag is replayed during the pause of writes. */
const NOTABLE_LAG_BYTES = 16 * 1024 * 1024;

/** Promotes a standby in a planned switchover. */
export const SwitchoverDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const instances = rest.health?.instances ?? [];
  const primary = instances.find(({ role }) => role === 'primary');
  const standbys = byFitness(instances);
  // Set once: a choice that follows the lag would change while the user confirms it.
  const [chosen, setChosen] = useState(standbys[0]?.name);
  const target = standbys.find(({ name }) => name === chosen);
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.switchover', {
          database: view.name,
          instance: chosen ?? '',
        }),
        await api.switchoverDatabase(view.ref, { instance: chosen }),
      ),
    t('instances.switchover.done', {
      database: view.name,
      instance: chosen ?? '',
    }),
  );
  const dependants = useDependants(view);
  const behind = replayLag(target?.lag).bytes;
  const roles = {
    primary: t('health.primary'),
    standby: t('health.standby'),
  };
  const demoted: ChangePreviewProps['rows'] = primary
    ? [[primary.name, roles.primary, roles.standby]]
    : [];
  return (
    <ConfirmDialog
      title={t('instances.switchover.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={
        target
          ? t('instances.switchover.confirmTo', { instance: target.name })
          : t('instances.switchover.confirm')
      }
      operation={operation}
      disabled={target?.state !== 'working'}
      {...rest}
    >
      {instances.length ? (
        <InstanceChoice
          label={t('instances.switchover.choice')}
          instances={standbys}
          chosen={target?.name}
          onChange={setChosen}
        />
      ) : (
        <InstancesUnknown />
      )}
      {target && target.state !== 'working' && (
        <Notice
          severity="warning"
          title={t('instances.switchover.unfitTitle', {
            instance: target.name,
          })}
        >
          {t('instances.switchover.unfit', {
            reason: <ReasonText of={target.reason} />,
          })}
        </Notice>
      )}
      {target && behind !== undefined && behind > NOTABLE_LAG_BYTES && (
        <Notice
          severity="warning"
          title={t('instances.switchover.behindTitle', {
            instance: target.name,
            bytes: formatBytes(behind),
          })}
        >
          {t('instances.switchover.behind')}
        </Notice>
      )}
      {target && (
        <ChangePreview
          rows={[...demoted, [target.name, roles.standby, roles.primary]]}
        />
      )}
      <ul>
        <li>{t('instances.switchover.effectWrites')}</li>
        <li>{t('instances.switchover.effectSessions')}</li>
        <li>{t('instances.switchover.effectData')}</li>
      </ul>
      <OpenConnections health={rest.health} />
      <Dependants {...dependants} />
    </ConfirmDialog>
  );
};
