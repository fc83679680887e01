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

const DRY_RUN = 'It would be created; this was a dry run';

/** What a dry run answers: the database as it would be, of which nothing exists yet. */
export function plannedDatabase(
  server: ServerConfig,
  { provider, name, binding }: ProvisionDatabase,
  spec: ServerSpec,
): Database {
  const now = new Date().toISOString();
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
      since: now,
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
    observedAt: now,
  };
}
