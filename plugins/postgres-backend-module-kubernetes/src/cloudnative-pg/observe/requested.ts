import {
  isKnown,
  type RequestVerdicts,
  type CreationResult,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import { isApplied, refusalOf } from './declared';

/** What the operator says of roles, databases and extensions that were asked for. */
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
  return {
    made: byStatus?.reconciled?.includes(name) ?? false,
    said: cannotReconcile?.[name]?.join('; '),
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
  if (!declared) return { made: false };
  return { made: isApplied(declared), said: refusalOf(declared) };
}

function extensionVerdict(
  snapshot: CloudNativePgSnapshot,
  database: string,
  name: string,
): CreationResult {
  const verdict = databaseVerdict(snapshot, database);
  const declared = declaredOf(snapshot, database);
  // Asked for, and not yet written.
  if (declared && !declared.extensions.includes(name)) return { made: false };
  if (!verdict.made) return verdict;
  // An operator that knows no extensions says nothing of them.
  const status = declared?.status.extensions?.find(
    extension => extension.name === name,
  );
  return { ...verdict, made: status?.applied };
}
