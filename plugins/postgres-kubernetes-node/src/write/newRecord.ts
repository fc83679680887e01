import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import type { DatabaseRecord } from '../model/record';
import { requestHash } from './requestHash';

/**
 * Returns the record of a database to create.
 *
 * @param spec - of the request, with the defaults of the configuration
 * @param actor - absent: the database is not created now
 * @public
 */
export function newRecord(
  request: ProvisionDatabase,
  spec: DatabaseSpec,
  actor?: string,
): DatabaseRecord {
  const { binding, taskId } = request;
  return {
    spec: { ...spec },
    specHash: requestHash(request),
    binding,
    created: actor === undefined ? undefined : { by: actor, taskId },
  };
}
