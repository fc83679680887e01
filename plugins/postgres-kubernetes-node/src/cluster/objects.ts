/** Which part of the Kubernetes API an object belongs to. @public */
export interface ResourceKind {
  /** API group; empty for core kinds. */
  group: string;
  version: string;
  /** Lower-case plural as in the path, for example `clusters`. */
  plural: string;
  kind: string;
}

/** Names one object. `namespace` is absent for cluster-wide kinds. @public */
export interface ObjectId {
  namespace?: string;
  name: string;
}

/** @public */
export interface ManagedFieldsEntry {
  manager?: string;
  operation?: string;
  subresource?: string;
  /** Names of fields with the prefix `f:`, nested. */
  fieldsV1?: Record<string, unknown>;
}

/** @public */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

/** Metadata as the API returns it: times are RFC 3339 text. @public */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFieldsEntry[];
}

/** Any object of the Kubernetes API. @public */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** `namespace/name`, or the name alone for cluster-wide kinds. @public */
export function objectKey(id: ObjectId): string {
  return id.namespace ? `${id.namespace}/${id.name}` : id.name;
}

/** `postgresql.cnpg.io/v1`, or `v1` for core kinds. @public */
export function apiVersionOf(kind: ResourceKind): string {
  return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}

/** `clusters.postgresql.cnpg.io`, as in RBAC rules and error messages. @public */
export function resourceName(kind: ResourceKind): string {
  return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Strips large fields that are not used: field managers are half of an object's
 * size, and last-applied repeats its spec.
 */
export function stripManagedFields(object: KubernetesObject): void {
  delete object.metadata.managedFields;
  if (object.metadata.annotations) {
    delete object.metadata.annotations[LAST_APPLIED];
  }
}
