import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import { unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { refOf } from '../observe';
import { changesOf, offeredOperations } from '../record';
import type { RdsSpec } from '../write';

const DRY_RUN = 'Dry run: the database would be created';

/** Returns the response of a dry run: the database that would be created. */
export function plannedDatabase(
  { provider, location, name, binding }: ProvisionDatabase,
  spec: RdsSpec,
): Database {
  const now = new Date().toISOString();
  return {
    ref: refOf(location, name),
    provider,
    location,
    name,
    database: spec.database,
    user: spec.user,
    status: { state: 'unknown', reason: DRY_RUN, since: now },
    usable: unknown(DRY_RUN),
    safe: unknown(DRY_RUN),
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
