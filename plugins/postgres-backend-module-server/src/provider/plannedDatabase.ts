import {
  type Database,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import { unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ServerConfig } from '../config';
import { endpointsOf } from '../observe/toDatabase';
import { operationsOf } from '../record';
import type { ServerSpec } from '../write';

const DRY_RUN = 'Dry run: the database would be created';

/** Returns the response of a dry run: the database that would be created. */
export function plannedDatabase(
  server: ServerConfig,
  { provider, name, binding }: ProvisionDatabase,
  spec: ServerSpec,
  now: Date,
): Database {
  const at = now.toISOString();
  return {
    ref: stringifyDatabaseRef({ provider, location: server.id, name }),
    provider,
    location: server.id,
    name,
    database: name,
    user: spec.user,
    status: {
      state: 'unknown',
      reason: DRY_RUN,
      since: at,
    },
    usable: unknown(DRY_RUN),
    safe: unknown(DRY_RUN),
    binding,
    endpoints: endpointsOf({ config: server }),
    spec: { ...spec },
    operations: operationsOf(server, {}),
    steps: [],
    attention: [],
    summary: {},
    observedAt: at,
  };
}
