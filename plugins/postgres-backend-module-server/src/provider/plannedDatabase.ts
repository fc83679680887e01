import {
  type Database,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import type { ServerConfig } from '../config';
import { endpointsOf } from '../observe/toDatabase';
import { operationsOf } from '../record';
import type { ServerSpec } from '../write';

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
      reason: 'It would be created; this was a dry run',
      since: now,
    },
    usable: false,
    safe: false,
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
