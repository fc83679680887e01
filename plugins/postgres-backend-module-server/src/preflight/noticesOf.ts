import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import type { PreflightFacts } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConfig } from '../config';
import { isOwnMachine } from '../config/isOwnMachine';

/** One thing that the platform team should put right. */
export type Notice = NonNullable<Location['notices']>[number];

const OLDEST = 15;
const DBA = "Ask the server's administrator";

/** What the configuration alone shows. */
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
      what: `Backstage's connection to ${host} uses sslMode '${sslMode}', so another machine could take the server's place.`,
      nextStep: 'Set sslMode: verify-full, and ca where it is a private one.',
    }));
}

/** What the server itself told. */
export function serverNotices(
  facts: PreflightFacts,
  { connection: { user } }: Pick<ServerConfig, 'connection'>,
): Notice[] {
  const right = (
    has: boolean,
    name: string,
    severity: Notice['severity'],
    lost: string,
    statement: string,
  ) =>
    !has && {
      id: `right:${name}`,
      severity,
      what: `Backstage's role '${user}' lacks ${name}: ${lost}.`,
      nextStep: `${DBA} for: ${statement}`,
    };
  const alter = (name: string) => `ALTER ROLE "${user}" ${name}`;
  const grant = (name: string) => `GRANT ${name} TO "${user}"`;
  const told: (Notice | false)[] = [
    facts.inRecovery && {
      id: 'in-recovery',
      severity: 'error',
      what: 'The server is a standby: nothing can be created or changed.',
      nextStep: 'Give the address of the primary.',
    },
    !facts.inRecovery &&
      facts.readOnly && {
        id: 'read-only',
        severity: 'error',
        what: 'The server takes no writes: default_transaction_read_only is on.',
        nextStep: `${DBA}: managed services set it when the disk is full.`,
      },
    Math.floor(facts.versionNumber / 10_000) < OLDEST && {
      id: 'old-version',
      severity: 'error',
      what: `The server has PostgreSQL ${facts.version}; ${OLDEST} or newer is supported.`,
      nextStep: `${DBA} for an upgrade.`,
    },
    facts.pooled && {
      id: 'pooler',
      severity: 'error',
      what: 'A pooler in transaction mode stands before the server: locks between Backstage replicas do not hold.',
      nextStep: "Give the server's own address as connection.host and port.",
    },
    facts.superuser && {
      id: 'superuser',
      severity: 'warning',
      what: `Backstage's role '${user}' is a superuser, which is more than it needs.`,
      nextStep: `${DBA} for a role with CREATEDB and CREATEROLE alone.`,
    },
    right(
      facts.createdb,
      'CREATEDB',
      'error',
      'no database can be created',
      alter('CREATEDB'),
    ),
    right(
      facts.createrole,
      'CREATEROLE',
      'error',
      'no database can be created',
      alter('CREATEROLE'),
    ),
    right(
      facts.monitor,
      'pg_monitor',
      'warning',
      'sessions and standbys are not seen',
      grant('pg_monitor'),
    ),
    right(
      facts.signal,
      'pg_signal_backend',
      'warning',
      'no database can be removed by force',
      grant('pg_signal_backend'),
    ),
    facts.open.length > 0 && {
      id: 'open-databases',
      severity: 'warning',
      what: `Every login of the server may connect to: ${facts.open.join(
        ', ',
      )}.`,
      nextStep: `Where nothing else needs it, ${DBA.replace(
        'Ask',
        'ask',
      )} for: REVOKE CONNECT ON DATABASE … FROM PUBLIC. Backstage does not change it.`,
    },
  ];
  return told.flatMap(notice => notice || []);
}
