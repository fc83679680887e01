import {
  databaseSpecSchema,
  type DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import { specHash } from '../model/record';

const FIELDS = Object.keys(databaseSpecSchema.shape) as (keyof DatabaseSpec)[];

/** What was asked for, without defaults: the same request gives the same. @public */
export function requestHash(request: DatabaseSpec): string {
  return specHash(
    Object.fromEntries(FIELDS.map(field => [field, request[field]])),
  );
}
