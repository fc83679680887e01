import { ConflictError } from '@backstage/errors';
import { managedBy } from '../managedBy';
import {
  objectKey,
  resourceName,
  type KubernetesObject,
  type ResourceKind,
} from '../objects';
import type { CallOptions } from './BoundedCalls';

/** Name under which the API server records which fields are ours. @public */
export const FIELD_MANAGER = 'pgstage';

/** @public */
export interface WriteOptions extends CallOptions {
  /** The API server checks everything, admission included, and stores nothing. */
  dryRun?: boolean;
}

/** What each write tells the API server of itself. */
export function writeQuery({ dryRun }: WriteOptions) {
  return {
    fieldManager: FIELD_MANAGER,
    fieldValidation: 'Strict',
    dryRun: dryRun ? 'All' : undefined,
  };
}

/** @throws ConflictError for what a tool of GitOps owns. */
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
        manager.where
      }`,
    );
  }
}
