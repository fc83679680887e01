import { coreKinds } from '../coreKinds';
import {
  objectKey,
  resourceName,
  type ObjectId,
  type ResourceKind,
} from '../objects';

/** What was being done when an API server refused. */
export interface CallContext {
  cluster: string;
  /** As RBAC calls it: `get`, `patch`. */
  verb: string;
  kind: ResourceKind;
  /** `pods/proxy`: the part after the slash. */
  subresource?: string;
  id: Partial<ObjectId>;
  /** What was sent, to tell what was asked for in a conflict. */
  manifest?: unknown;
}

/** Nothing that is said about a Secret may be repeated: it may quote its data. */
export function isSecret({ kind }: CallContext): boolean {
  return !kind.group && kind.plural === coreKinds.secrets.plural;
}

/** `pods/proxy`, as RBAC says it. */
export function resource({ kind, subresource }: CallContext): string {
  return subresource
    ? `${resourceName(kind)}/${subresource}`
    : resourceName(kind);
}

/** Which object, or where. */
export function target({ id }: CallContext): string {
  return id.name
    ? objectKey({ namespace: id.namespace, name: id.name })
    : id.namespace ?? '*';
}

/** `patch clusters.postgresql.cnpg.io 'shop/orders'`. */
export function describe(context: CallContext): string {
  return `${context.verb} ${resource(context)} '${target(context)}'`;
}
