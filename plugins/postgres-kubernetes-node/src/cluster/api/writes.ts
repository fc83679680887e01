import { ConflictError } from '@backstage/errors';
import { managedBy } from '../managedBy';
import {
  objectKey,
  resourceName,
  type KubernetesObject,
  type ResourceKind,
} from '../objects';
import type { CallOptions } from './BoundedCalls';

/** Field manager of pgstage. @public */
export const FIELD_MANAGER = 'pgstage';

/** @public */
export interface WriteOptions extends CallOptions {
  /** The API server checks everything, admission included, and stores nothing. */
  dryRun?: boolean;
}

/** Query parameters of each write. */
export function writeQuery({ dryRun }: WriteOptions) {
  return {
    fieldManager: FIELD_MANAGER,
    fieldValidation: 'Strict',
    dryRun: dryRun ? 'All' : undefined,
  };
}

/** @throws ConflictError for an object that a GitOps tool owns. */
export function checkFieldManagers(
  cluster: string,
  kind: ResourceKind,
  object: KubernetesObject,
): void {
  const manager = managedBy(object);
  if (manager) {
    throw new ConflictError(
      `${resourceName(kind)} '${objectKey(
        object.metadata,
      )}' in cluster '${cluster}' is managed by ${manager.tool}. ${
        manager.where.text
      }`,
    );
  }
}
