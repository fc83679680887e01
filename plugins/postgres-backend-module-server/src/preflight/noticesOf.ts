import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import type { PreflightFacts } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConfig } from '../config';
import { isOwnMachine } from '../config/isOwnMachine';
import { message } from '../messages';

/** A problem that the platform team should fix. */
export type Notice = NonNullable<Location['notices']>[number];

/** Oldest supported major version. */
const OLDEST = 15;

/** Notices from the configuration alone. */
export function configNotices({
  connection,
  standbys,
}: ServerConfig): Notice[] {
  return [{ name: 'primary', connection }, ...standbys]
    .filter(
      ({ connection: { host, sslMode } }) =>
        sslMode !== 'verify-full' && !isOwnMachine(host),
    )
    .map(({ name, connection: { host, sslMode } }) => ({
      id: `tls:${name}`,
      severity: 'warning',
      what: message('serverNotVerified', { host, sslMode }),
      nextStep: message('verifyServer'),
    }));
}

/** Notices from the facts of the server. */
export function serverNotices(
  facts: PreflightFacts,
  { connection: { user } }: Pick<ServerConfig, 'connection'>,
): Notice[] {
  const lacks = (
    right: string,
    severity: Notice['severity'],
    what: 'cannotCreateDatabases' | 'cannotSeeSessions' | 'cannotEndSessions',
    statement: string,
  ): Notice => ({
    id: `right:${right}`,
    severity,
    what: message(what, { user, right }),
    nextStep: message('runStatement', { statement }),
  });
  const lacksAttribute = (name: string) =>
    lacks(
      name,
      'error',
      'cannotCreateDatabases',
      `ALTER ROLE "${user}" ${name}`,
    );
  const lacksRole = (
    name: string,
    what: 'cannotSeeSessions' | 'cannotEndSessions',
  ) => lacks(name, 'warning', what, `GRANT ${name} TO "${user}"`);
  const notices: (Notice | false)[] = [
    facts.inRecovery && {
      id: 'in-recovery',
      severity: 'error',
      what: message('nothingCanBeChanged'),
      nextStep: message('configurePrimaryAddress'),
    },
    !facts.inRecovery &&
      facts.readOnly && {
        id: 'read-only',
        severity: 'error',
        what: message('readOnlyByDefault'),
        nextStep: message('diskMayBeFull'),
      },
    Math.floor(facts.versionNumber / 10_000) < OLDEST && {
      id: 'old-version',
      severity: 'error',
      what: message('versionTooOld', {
        version: facts.version,
        oldest: OLDEST,
      }),
      nextStep: message('upgrade'),
    },
    facts.pooled && {
      id: 'pooler',
      severity: 'error',
      what: message('poolerInTransactionMode'),
      nextStep: message('configureOwnAddress'),
    },
    facts.superuser && {
      id: 'superuser',
      severity: 'warning',
      what: message('roleIsSuperuser', { user }),
      nextStep: message('replaceSuperuser'),
    },
    !facts.createdb && lacksAttribute('CREATEDB'),
    !facts.createrole && lacksAttribute('CREATEROLE'),
    !facts.monitor && lacksRole('pg_monitor', 'cannotSeeSessions'),
    !facts.signal && lacksRole('pg_signal_backend', 'cannotEndSessions'),
    facts.open.length > 0 && {
      id: 'open-databases',
      severity: 'warning',
      what: message('openDatabases', {
        databases: facts.open.join(', '),
      }),
      nextStep: message('revokeConnect'),
    },
  ];
  return notices.flatMap(notice => notice || []);
}
