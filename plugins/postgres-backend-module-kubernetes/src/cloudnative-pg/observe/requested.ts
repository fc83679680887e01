import {
  isKnown,
  type RequestVerdicts,
  type Verdict,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';
import { isApplied, refusalOf } from './declared';

/** What the operator says of roles, databases and extensions that were asked for. */
export function verdictsOf(found: FoundDatabase): RequestVerdicts {
  return {
    role: name => roleVerdict(found, name),
    database: name => databaseVerdict(found, name),
    extension: (database, name) => extensionVerdict(found, database, name),
  };
}

function roleVerdict({ cluster }: FoundDatabase, name: string): Verdict {
  const { byStatus, cannotReconcile } = cluster.status.managedRolesStatus ?? {};
  return {
    made: byStatus?.reconciled?.includes(name) ?? false,
    said: cannotReconcile?.[name]?.join('; '),
  };
}

function declaredOf(found: FoundDatabase, name: string) {
  return found.databases.find(
    ({ database, ensure, deletedAt }) =>
      database === name && ensure === 'present' && !deletedAt,
  );
}

function databaseVerdict(found: FoundDatabase, name: string): Verdict {
  if (!isKnown(found, 'databases')) return {};
  const declared = declaredOf(found, name);
  if (!declared) return { made: false };
  return { made: isApplied(declared), said: refusalOf(declared) };
}

function extensionVerdict(
  found: FoundDatabase,
  database: string,
  name: string,
): Verdict {
  const verdict = databaseVerdict(found, database);
  const declared = declaredOf(found, database);
  // Asked for, and not yet written.
  if (declared && !declared.extensions.includes(name)) return { made: false };
  if (!verdict.made) return verdict;
  // An operator that knows no extensions says nothing of them.
  const status = declared?.status.extensions?.find(
    extension => extension.name === name,
  );
  return { ...verdict, made: status?.applied };
}
