import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import { unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import { refOf } from '../observe';
import { changesOf, offeredOperations } from '../record';
import type { RdsSpec } from '../write';

/** Returns the response of a dry run: the database that would be created. */
export function plannedDatabase(
  { provider, location, name, binding }: ProvisionDatabase,
  spec: RdsSpec,
): Database {
  const reason = message('dryRun');
  const now = new Date().toISOString();
  return {
    ref: refOf(location, name),
    provider,
    location,
    name,
    database: spec.database,
    user: spec.user,
    status: { state: 'unknown', reason, since: now },
    usable: unknown(reason),
    safe: unknown(reason),
    binding,
    endpoints: [],
    spec: { ...spec, storage: `${spec.storage}Gi` },
    operations: offeredOperations,
    changes: changesOf,
    steps: [],
    attention: [],
    summary: {},
    observedAt: now,
  };
}
