import { useState } from 'react';
import { ReasonText } from '../MessageText/ReasonText';
import { useOperation } from '../../hooks/useOperation';
import { Choice } from '../Choice/Choice';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { OpenConnections } from './OpenConnections';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

const ALL = 'all';
const RELOAD = 'reload';
const INSTANCE = 'instance:';

/** Restarts all instances or one, or reloads their configuration. */
export const RestartDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const instances = rest.health?.instances ?? [];
  const [what, setWhat] = useState(ALL);
  const name = what.startsWith(INSTANCE)
    ? what.slice(INSTANCE.length)
    : undefined;
  const instance = instances.find(known => known.name === name);
  const reload = what === RELOAD;
  const chosen = instance ? [instance] : instances;
  const alone = instances.length === 1;
  const down =
    !reload &&
    chosen.length > 0 &&
    chosen.every(({ state }) => state === 'attention');
  const operation = useOperation(
    async (api, watch) => {
      const response = await api.restartDatabase(view.ref, {
        ...(name && { instance: name }),
        ...(reload && { reload }),
      });
      if (!reload)
        watch.change(
          t('watch.operation.restart', { name: name ?? view.name }),
          response,
        );
    },
    reload
      ? t('instances.restart.doneReload', { database: view.name })
      : t('instances.restart.done', { name: name ?? view.name }),
  );
  const confirmRestart = name
    ? t('instances.restart.confirmOne', { instance: name })
    : t('instances.restart.confirmAll');
  return (
    <ConfirmDialog
      title={t('instances.restart.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={reload ? t('instances.restart.confirmReload') : confirmRestart}
      operation={operation}
      disabled={name !== undefined && !instance}
      {...rest}
    >
      <Choice
        id="restart"
        label={t('instances.what')}
        value={what}
        options={[
          { value: ALL, label: t('instances.restart.all') },
          ...instances.map(known => ({
            value: `${INSTANCE}${known.name}`,
            label: t('instances.restart.one', {
              instance: known.name,
              role: t(`instances.role.${known.role}`),
            }),
          })),
          { value: RELOAD, label: t('instances.restart.reload') },
        ]}
        onChange={setWhat}
      />
      {view.status.state === 'attention' && (
        <Notice
          severity="warning"
          title={t('dialog.notWorking', {
            reason: <ReasonText of={view.status.reason} />,
          })}
        />
      )}
      <ul>
        {reload && (
          <>
            <li>{t('instances.restart.reloadSessions')}</li>
            <li>{t('instances.restart.reloadParameters')}</li>
          </>
        )}
        {what === ALL && (
          <>
            {!alone && <li>{t('instances.restart.standbysFirst')}</li>}
            {!down && (
              <>
                <li>
                  {alone
                    ? t('instances.restart.onlyInstance')
                    : t('instances.restart.thenPrimary')}
                </li>
                <li>{t('instances.restart.sessions')}</li>
              </>
            )}
          </>
        )}
        {down && <li>{t('instances.restart.down')}</li>}
        {!down && instance?.role === 'standby' && (
          <li>{t('instances.restart.standby', { instance: instance.name })}</li>
        )}
        {!down && instance?.role === 'primary' && (
          <li>{t('instances.restart.primary')}</li>
        )}
      </ul>
      {!reload && !down && <OpenConnections health={rest.health} />}
    </ConfirmDialog>
  );
};
