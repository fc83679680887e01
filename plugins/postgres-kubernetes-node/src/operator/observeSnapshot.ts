import { message } from '../messages';
import { partAccess, missingAccess } from '../observe/attention/missingAccess';
import { factsOfPods } from '../observe/factsOfPods';
import type { ObservedDatabase } from '../observe/ObservedDatabase';
import { requestedObjectsOf } from '../observe/requested';
import { serviceEndpoints } from '../observe/serviceEndpoints';
import { backupFactsOf } from './backupFactsOf';
import { requestedInitSql } from './initSql';
import type {
  OperatorReport,
  OperatorSnapshot,
  ObservedSnapshot,
} from './OperatorReport';
import type { OperatorRules } from './OperatorRules';

/** The rules that an observation needs. */
export type ObserveRules<TSnapshot extends OperatorSnapshot> = Pick<
  OperatorRules<TSnapshot>,
  | 'title'
  | 'kind'
  | 'contents'
  | 'reportOf'
  | 'loginVersionOf'
  | 'dataRole'
  | 'backups'
>;

/** Derives the facts of the base from a snapshot. */
export function observeSnapshot<TSnapshot extends OperatorSnapshot>(
  rules: ObserveRules<TSnapshot>,
  snapshot: TSnapshot,
): ObservedSnapshot<TSnapshot> {
  const report = rules.reportOf(snapshot);
  const { primary, nextPrimary: first, desired, services } = report;
  const { readWrite } = services;
  const facts = {
    ...factsOfPods(snapshot, { primary, first, desired, readWrite }),
    hasLogin: rules.loginVersionOf(snapshot.cluster) !== undefined,
  };
  return {
    snapshot,
    report,
    facts,
    observed: observedBy(rules, { snapshot, report, facts }),
  };
}

function observedBy<TSnapshot extends OperatorSnapshot>(
  rules: ObserveRules<TSnapshot>,
  { snapshot, report, facts }: Omit<ObservedSnapshot<TSnapshot>, 'observed'>,
): ObservedDatabase {
  const { title, kind, contents, dataRole, backups } = rules;
  const { resource } = kind;
  const { record, generation, deletedAt } = snapshot.cluster;
  const { phase, reason, phaseMeaning, primary, nextPrimary } = report;
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
      phaseMeaning,
      generation,
      primary,
      nextPrimary,
      isChoosing: false,
      checkDeclared: message('checkDeclared', { kind: resource.kind }),
      isRestored: report.restored,
    },
    backups: backupFactsOf(backups, snapshot, report),
    // The connection limit is part of the owner's role.
    requested: requestedObjectsOf(
      {
        extensions,
        roles: contents?.roles && roles,
        databases: contents?.databases && databases,
      },
      { database, owner },
      {
        role: name => ({ created: report.roles?.includes(name) }),
        database: name => ({ created: report.databases?.includes(name) }),
        extension: (of, name) =>
          of === (database ?? '')
            ? { created: report.extensions.includes(name) }
            : {},
      },
    ),
    initSql: requestedInitSql(snapshot.cluster),
    database,
    owner,
    serverVersion,
    login: { name: report.loginSecret, generated: true },
    // Not if others own everything but the record.
    keepsLogin: record.binding !== undefined && !record.adopted && !deletedAt,
    endpoints: endpointsOf(snapshot, report),
    writeService: report.services.readWrite,
    sizes: { [dataRole ?? '']: storage },
    dataRole,
    missingAccess: missingAccess(snapshot, {
      ...partAccess,
      backups: { what: message('backupObjects'), right: `${plural}.${group}` },
    }),
  };
}

/** Returns the endpoints for applications, the read-write one first. */
function endpointsOf(
  { cluster: { namespace }, services }: OperatorSnapshot,
  { desired, services: { readWrite, readOnly } }: OperatorReport,
) {
  const to = (name: string) => ({ namespace, name });
  return [
    ...serviceEndpoints('read-write', to(readWrite), services),
    ...(readOnly && desired > 1
      ? serviceEndpoints('read-only', to(readOnly), services)
      : []),
  ];
}
