import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ObjectId, ResourceKind } from '../objects';

/**
 * One segment of a path. Percent-encoding leaves `..` as it is, and the API
 * server forbids these in names anyway.
 *
 * @throws InvalidFieldsError naming `field`.
 */
export function pathSegment(field: string, value: string): string {
  if (!value || /^\.+$/.test(value) || /[/%]/.test(value)) {
    throw invalidField(
      field,
      "must be a Kubernetes name: not empty, no '/', no '%', not dots alone",
    );
  }
  return encodeURIComponent(value);
}

/** Path of a kind's collection, or of one object in it. @public */
export function apiPath(
  kind: ResourceKind,
  id: Partial<ObjectId> = {},
  subresource?: string,
): string {
  return [
    kind.group ? `/apis/${kind.group}` : '/api',
    kind.version,
    ...(id.namespace === undefined
      ? []
      : ['namespaces', pathSegment('namespace', id.namespace)]),
    kind.plural,
    ...(id.name === undefined ? [] : [pathSegment('name', id.name)]),
    ...(subresource ? [subresource] : []),
  ].join('/');
}
