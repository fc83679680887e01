import {
  isKnown,
  type RequestVerdicts,
  type CreationResult,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { CloudNativePgSnapshot } from '../model';
import { isApplied, refusalOf } from './declared';

/** Returns what the operator reports about requested roles, databases and extensions. */
export function verdictsOf(snapshot: CloudNativePgSnapshot): RequestVerdicts {
  return {
    role: name => roleVerdict(snapshot, name),
    database: name => databaseVerdict(snapshot, name),
    extension: (database, name) => extensionVerdict(snapshot, database, name),
  };
}

function roleVerdict(
  { cluster }: CloudNativePgSnapshot,
  name: string,
): CreationResult {
  const { byStatus, cannotReconcile } = cluster.status.managedRolesStatus ?? {};
  const errors = cannotReconcile?.[name];
  return {
    created: byStatus?.reconciled?.includes(name) ?? false,
    reportedMessage:
      errors && providerMessage('verbatim', { text: errors.join('; ') }),
  };
}

function declaredOf(snapshot: CloudNativePgSnapshot, name: string) {
  return snapshot.databases.find(
    ({ database, ensure, deletedAt }) =>
      database === name && ensure === 'present' && !deletedAt,
  );
}

function databaseVerdict(
  snapshot: CloudNativePgSnapshot,
  name: string,
): CreationResult {
  if (!isKnown(snapshot, 'databases')) return {};
  const declared = declaredOf(snapshot, name);
  if (!declared) return { created: false };
  return { created: isApplied(declared), reportedMessage: refusalOf(declared) };
}

function extensionVerdict(
  snapshot: CloudNativePgSnapshot,
  database: string,
  name: string,
): CreationResult {
  const verdict = databaseVerdict(snapshot, database);
  const declared = declaredOf(snapshot, database);
  // Requested, but not written to the Database resource yet.
  if (declared && !declared.extensions.includes(name))
    return { created: false };
  if (!verdict.created) return verdict;
  // An operator without support for extensions reports nothing about them.
  const status = declared?.status.extensions?.find(
    extension => extension.name === name,
  );
  return { ...verdict, created: status?.applied };
}
