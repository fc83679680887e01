import { coreKinds } from '../coreKinds';
import {
  objectKey,
  resourceName,
  type ObjectId,
  type ResourceKind,
} from '../objects';

/** The request that an API server rejected. */
export interface CallContext {
  cluster: string;
  /** As RBAC calls it: `get`, `patch`. */
  verb: string;
  kind: ResourceKind;
  /** `pods/proxy`: the part after the slash. */
  subresource?: string;
  id: Partial<ObjectId>;
  /** The sent manifest, to name the requested values in a conflict. */
  manifest?: unknown;
}

/** Messages about a Secret are never repeated: they may quote its data. */
export function isSecret({ kind }: CallContext): boolean {
  return !kind.group && kind.plural === coreKinds.secrets.plural;
}

/** `pods/proxy`, as RBAC writes it. */
export function resource({ kind, subresource }: CallContext): string {
  return subresource
    ? `${resourceName(kind)}/${subresource}`
    : resourceName(kind);
}

/** Returns the object, or the collection. */
export function target({ id }: CallContext): string {
  return id.name
    ? objectKey({ namespace: id.namespace, name: id.name })
    : id.namespace ?? '*';
}

/** `patch clusters.postgresql.cnpg.io 'shop/orders'`. */
export function describe(context: CallContext): string {
  return `${context.verb} ${resource(context)} '${target(context)}'`;
}
