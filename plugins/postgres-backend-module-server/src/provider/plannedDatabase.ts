import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import { plannedDatabase as planned } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ServerConfig } from '../config';
import { endpointsOf } from '../observe/toDatabase';
import { operationsOf } from '../record';
import type { ServerSpec } from '../write';

/** Returns the response of a dry run: the database that would be created. */
export function plannedDatabase(
  server: ServerConfig,
  { provider, name, binding }: ProvisionDatabase,
  spec: ServerSpec,
  now: Date,
): Database {
  return planned(
    {
      provider,
      location: server.id,
      name,
      database: name,
      user: spec.user,
      binding,
      endpoints: endpointsOf({ config: server }),
      spec: { ...spec },
      operations: operationsOf(server, {}),
    },
    now,
  );
}
