import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import type { ServerConfig } from '../config';
import type { DatabaseRecord } from '../record';
import { checkSpec, type CheckedRequest } from '../write';

/** Returns the request for a new database with the spec of the one whose dump is restored. */
export function restoreRequest(
  server: ServerConfig,
  { name, binding, taskId }: ProvisionRestore,
  { spec }: Pick<DatabaseRecord, 'spec'>,
  restore: NonNullable<DatabaseRecord['restore']>,
): CheckedRequest {
  return {
    request: {
      provider: 'server',
      location: server.id,
      name,
      binding,
      taskId,
    },
    spec: checkSpec(server, name, {
      extensions: spec.extensions,
      connectionLimit: spec.connectionLimit,
      options: spec.options,
    }),
    restore,
  };
}
