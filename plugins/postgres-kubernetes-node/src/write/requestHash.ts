import {
  databaseSpecSchema,
  type DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import { specHash } from '../model/record';

const FIELDS = Object.keys(databaseSpecSchema.shape) as (keyof DatabaseSpec)[];

/** Hash of the requested fields, without defaults: equal requests have equal hashes. @public */
export function requestHash(request: DatabaseSpec): string {
  return specHash(
    Object.fromEntries(FIELDS.map(field => [field, request[field]])),
  );
}

/**
 * Whether a recorded hash is that of the request. Records from before `roles`
 * and `databases` became fields of the spec have the hash of a request with
 * both as options.
 */
export function isHashOf(
  recorded: string | undefined,
  request: DatabaseSpec,
): boolean {
  const { roles, databases, options, ...fields } = request;
  const older = { ...fields, options: { ...options, roles, databases } };
  return [request, older].some(form => requestHash(form) === recorded);
}
