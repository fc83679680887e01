import { useState } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useMessageText } from '../../hooks/useMessageText';
import { useBackups } from '../../hooks/useBackups';
import { useDatabase } from '../../hooks/useDatabase';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { useNow } from '../../hooks/useNow';
import { useOperation } from '../../hooks/useOperation';
import { useSection } from '../../hooks/useSection';
import { isNotFound, isNoResponse } from '../../model/errorFacts';
import { recoverability } from '../../model/recoverability';
import { staleness } from '../../model/staleness';
import { ActionsMenu } from '../ActionsMenu/ActionsMenu';
import { AttentionList } from '../AttentionList/AttentionList';
import { BackupsSection } from '../BackupsSection/BackupsSection';
import { ConfirmEntities } from '../ConfirmEntities/ConfirmEntities';
import { ConnectSection } from '../ConnectSection/ConnectSection';
import { DatabaseGone } from '../DatabaseGone/DatabaseGone';
import { DatabaseHeader } from '../DatabaseHeader/DatabaseHeader';
import { Freshness } from '../Freshness/Freshness';
import { BackstageUnreachable } from '../Freshness/BackstageUnreachable';
import { HealthSection } from '../HealthSection/HealthSection';
import { LocationNotices } from '../LocationNotices/LocationNotices';
import { LogsSection } from '../LogsSection/LogsSection';
import { OperationError } from '../OperationError/OperationError';
import { OperationsSection } from '../OperationsSection/OperationsSection';
import { PartialFailures } from '../PartialFailures/PartialFailures';
import { Stale } from '../StateLabel/Stale';
import { SubNavigation } from '../SubNavigation/SubNavigation';
import { Tiles } from '../Tiles/Tiles';
import { useTranslate } from '../../translation';

const sections = [
  'connect',
  'health',
  'backups',
  'logs',
  'operations',
] as const;

export interface DatabasePageProps {
  initial: DatabaseView;
  /** Called when the list of the entity's databases may have changed. */
  onChanged(): void;
  /** Called when the backend reports that the database does not exist. */
  onGone(ref: string): void;
}

/** The page of one database with its operations. */
export const DatabasePage = ({
  initial,
  onChanged,
  onGone,
}: DatabasePageProps) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const { ref } = initial;
  const [openedAt] = useState(Date.now);
  const now = useNow(5);
  const database = useDatabase(ref, initial);
  const view = database.data ?? initial;
  const { state, reason } = view.status;
  const health = useSection(
    'getHealth',
    ref,
    () => 5,
    JSON.stringify([state, reason]),
  );
  const connection = useSection('getConnection', ref, () => 60);
  const backups = useBackups(ref, view.safe.value);
  const { provider } = useLocationDescription(initial);
  const backUp = useOperation(async (api, watch) => {
    const backup = await api.createBackup(ref, {});
    backups.started(backup);
    watch.backup(initial, backup);
  }, t('operation.backupStarted', { database: initial.name }));
  const current = (useParams()['*'] ?? '').split('/')[0] || 'connect';

  if (isNotFound(database.error))
    return <DatabaseGone view={initial} onCheck={() => onGone(ref)} />;
  const old = staleness(t, database, openedAt, now);
  const isSilent = Boolean(
    old && database.error && isNoResponse(database.error),
  );
  const offersLogs = [view, provider].some(
    of => of?.operations['read-logs']?.supported,
  );
  const recovery = recoverability(t, textOf, view, backups.data);
  const refreshAll = () =>
    [database, health, connection, backups].forEach(polled => polled.refresh());
  const operable = {
    view,
    staleness: old,
    provider,
    health: health.data?.data,
    backups: backups.data?.data,
    readingBackups: !backups.data && !backups.error,
    onDone: () => {
      refreshAll();
      onChanged();
    },
  };
  return (
    <Stale when={Boolean(old)}>
      <DatabaseHeader
        view={view}
        staleness={old}
        receivedAt={database.receivedAt}
        refreshing={database.refreshing}
        onRefresh={refreshAll}
      >
        <ActionsMenu operable={operable} onBackUp={backUp.run} />
      </DatabaseHeader>
      <Freshness polled={database} view={view} staleness={old} />
      {backUp.error && (
        <OperationError
          title={t('operation.backupNotStarted')}
          error={backUp.error}
        />
      )}
      {!old && (
        <PartialFailures sections={{ health, connect: connection, backups }} />
      )}
      <AttentionList items={view.attention} />
      <ConfirmEntities view={view} onDone={operable.onDone} />
      <Tiles
        view={view}
        health={health.data}
        recovery={recovery}
        stale={Boolean(old)}
      />
      <SubNavigation
        routes={sections
          .filter(path => path !== 'logs' || offersLogs)
          .map(path => ({ path, title: t(`page.section.${path}`) }))}
        current={current}
      />
      <BackstageUnreachable.Provider value={isSilent}>
        <Routes>
          <Route
            path="connect/*"
            element={<ConnectSection view={view} polled={connection} />}
          />
          <Route path="health/*" element={<HealthSection polled={health} />} />
          <Route
            path="backups/*"
            element={
              <BackupsSection
                operable={operable}
                polled={backups}
                recovery={recovery}
              />
            }
          />
          <Route path="logs/*" element={<LogsSection operable={operable} />} />
          <Route
            path="operations/*"
            element={
              <OperationsSection operable={operable} onBackUp={backUp.run} />
            }
          />
          <Route
            path="*"
            element={<ConnectSection view={view} polled={connection} />}
          />
        </Routes>
      </BackstageUnreachable.Provider>
      <LocationNotices
        location={provider?.locations.find(({ id }) => id === view.location)}
      />
    </Stale>
  );
};
