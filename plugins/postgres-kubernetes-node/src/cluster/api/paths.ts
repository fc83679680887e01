import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ObjectId, ResourceKind } from '../objects';

/**
 * Returns one segment of a path. Percent-encoding leaves `..` unchanged, and
 * the API server forbids it in names anyway.
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

/** Returns the path of a kind's collection, or of one object in it. @public */
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
