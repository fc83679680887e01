import { ConflictError } from '@backstage/errors';
import {
  type DatabaseSpec,
  DifferencesError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  differencesOf,
  normalBinding,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { KubernetesObject, ResourceKind } from '../cluster';
import { recordOf } from '../model/record';
import { isHashOf } from './requestHash';

/** A request with the defaults of the configuration. @public */
export interface RequestedDatabase {
  kind: ResourceKind;
  namespace: string;
  name: string;
  spec: DatabaseSpec;
}

/** Their defaults depend on the configuration or the time, and may have changed. */
const DEFAULTED = [
  'version',
  'size',
  'instances',
  'storage',
  'protected',
] as const;

/** JSON drops undefined values, as the annotation did. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? {}));

/** Returns the options of a plan, with existing values for those that were not requested. */
function requestedOptions(
  existing: Record<string, unknown>,
  { backup, monitoring, ...requested }: Record<string, unknown>,
  request: Record<string, unknown>,
): Record<string, unknown> {
  const desired = backup as Record<string, unknown> | undefined;
  const named = Object.keys((request.backup as object | undefined) ?? {});
  return plain({
    ...requested,
    monitoring: request.monitoring ?? existing.monitoring,
    backup: request.backup
      ? desired && {
          ...desired,
          ...(existing.backup as object),
          ...Object.fromEntries(named.map(key => [key, desired[key]])),
        }
      : existing.backup,
  });
}

/**
 * Checks that the object of that name is the requested database.
 *
 * @throws DifferencesError if pgstage manages it and it differs; ConflictError
 * if pgstage does not manage it, or it is being deleted.
 * @public
 */
export function checkExisting(
  live: KubernetesObject,
  { kind, name, namespace, spec: resolved }: RequestedDatabase,
  request: ProvisionDatabase,
): void {
  if (live.metadata.deletionTimestamp) {
    throw new ConflictError(
      `Database '${name}' in namespace '${namespace}' is being removed: try again when it has been removed`,
    );
  }
  const record = recordOf(live.metadata.annotations);
  if (!record.binding) {
    throw new ConflictError(
      `${kind.kind} '${name}' exists in namespace '${namespace}' and was not created by pgstage: adopt it, or choose another name`,
    );
  }
  const found = differencesOf(
    plain(normalBinding(record.binding)),
    plain(normalBinding(request.binding)),
  );
  // An identical request is a repeat, whatever was changed since then.
  if (!isHashOf(record.specHash, request)) {
    const { options: existing, ...spec } = plain(record.spec);
    const { options: requested, ...desired } = plain(resolved);
    for (const field of DEFAULTED) {
      if (request[field] === undefined) desired[field] = spec[field];
    }
    found.push(
      ...differencesOf(spec, desired),
      ...differencesOf(
        existing ?? {},
        requestedOptions(
          existing ?? {},
          requested ?? {},
          request.options ?? {},
        ),
        'options.',
      ),
    );
  }
  if (found.length) {
    throw new DifferencesError(
      `Database '${name}' exists in namespace '${namespace}' and differs`,
      found,
    );
  }
}
