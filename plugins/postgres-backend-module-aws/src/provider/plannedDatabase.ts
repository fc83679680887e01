import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import { plannedDatabase as planned } from '@pgstage/backstage-plugin-postgres-node/provider';
import { changesOf, offeredOperations } from '../record';
import type { RdsSpec } from '../write';

/** Returns the response of a dry run: the database that would be created. */
export function plannedDatabase(
  { provider, location, name, binding }: ProvisionDatabase,
  spec: RdsSpec,
): Database {
  return planned(
    {
      provider,
      location,
      name,
      database: spec.database,
      user: spec.user,
      binding,
      endpoints: [],
      spec: { ...spec, storage: `${spec.storage}Gi` },
      operations: offeredOperations,
      changes: changesOf,
    },
    new Date(),
  );
}
