import { isKnown, readyAddresses } from '../model/Snapshot';
import { partReads, unseen } from '../observe/attention/unseen';
import type { DatabaseFacts } from '../observe/DatabaseFacts';
import { instancesOf } from '../observe/instancesOf';
import type { ObservedDatabase } from '../observe/ObservedDatabase';
import { wantedOf } from '../observe/requested';
import { serviceEndpoints } from '../observe/serviceEndpoints';
import { backupFactsOf } from './backupFactsOf';
import { askedInitSql } from './initSql';
import type { OperatorReport, OperatorSnapshot, Seen } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';

/** The rules that an observation needs. */
export type ObserveRules<Found extends OperatorSnapshot> = Pick<
  OperatorRules<Found>,
  'title' | 'kind' | 'reportOf' | 'loginVersionOf' | 'dataRole' | 'backups'
>;

/** What is found of a database, in the words of the base. */
export function seenBy<Found extends OperatorSnapshot>(
  rules: ObserveRules<Found>,
  found: Found,
): Seen<Found> {
  const report = rules.reportOf(found);
  const hasLogin = rules.loginVersionOf(found.cluster) !== undefined;
  const facts = factsOf(found, report, hasLogin);
  return {
    found,
    report,
    facts,
    observed: observedBy(rules, { found, report, facts }),
  };
}

function factsOf(
  found: OperatorSnapshot,
  { primary, nextPrimary, wanted, services }: OperatorReport,
  hasLogin: boolean,
): DatabaseFacts {
  const { pods } = found;
  const first = nextPrimary;
  const instances = instancesOf({ pods, primary, first, fenced: [] });
  return {
    instances,
    jobs: [],
    wanted,
    ready: instances.filter(({ ready }) => ready).length,
    primary: instances.find(instance => instance.primary),
    told: isKnown(found, 'pods'),
    hibernated: false,
    sleepAsked: false,
    asleep: false,
    fenced: [],
    writable: isKnown(found, 'endpointSlices')
      ? readyAddresses(found, services.readWrite)
      : undefined,
    hasLogin,
  };
}

function observedBy<Found extends OperatorSnapshot>(
  { title, kind: { resource }, dataRole, backups }: ObserveRules<Found>,
  { found, report, facts }: Omit<Seen<Found>, 'observed'>,
): ObservedDatabase {
  const { record, generation, deletedAt } = found.cluster;
  const { phase, reason, meant, primary, nextPrimary } = report;
  const { database, user: owner, serverVersion } = report;
  const { extensions, roles, databases, storage } = record.spec;
  const { plural, group } = backups.kind.resource;
  return {
    facts,
    operator: {
      name: title,
      kind: resource.kind,
      phase,
      reason,
      meant,
      generation,
      primary,
      nextPrimary,
      isChoosing: false,
      declaredIn: `the ${resource.kind}`,
      isRestored: report.restored,
    },
    backups: backupFactsOf(backups, found, report),
    // A limit of connections comes with the role of the owner.
    wanted: wantedOf(
      {
        extensions,
        roles: report.roles && roles,
        databases: report.databases && databases,
      },
      { database, owner },
      {
        role: name => ({ made: report.roles?.includes(name) }),
        database: name => ({ made: report.databases?.includes(name) }),
        extension: (of, name) =>
          of === (database ?? '')
            ? { made: report.extensions.includes(name) }
            : {},
      },
    ),
    initSql: askedInitSql(found.cluster),
    database,
    owner,
    serverVersion,
    login: { name: report.loginSecret, generated: true },
    // Not where all but the record is others'.
    keepsLogin: record.binding !== undefined && !record.adopted && !deletedAt,
    endpoints: endpointsOf(found, report),
    writeService: report.services.readWrite,
    sizes: { [dataRole ?? '']: storage },
    dataRole,
    unseen: unseen(found, {
      ...partReads,
      backups: { what: 'backups', right: `${plural}.${group}` },
    }),
  };
}

/** Where applications find the database, the one to write to first. */
function endpointsOf(
  { cluster: { namespace }, services }: OperatorSnapshot,
  { wanted, services: { readWrite, readOnly } }: OperatorReport,
) {
  const to = (name: string) => ({ namespace, name });
  return [
    ...serviceEndpoints('read-write', to(readWrite), services),
    ...(readOnly && wanted > 1
      ? serviceEndpoints('read-only', to(readOnly), services)
      : []),
  ];
}
