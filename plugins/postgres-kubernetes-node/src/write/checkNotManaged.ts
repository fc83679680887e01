import { ConflictError } from '@backstage/errors';
import { managedBy, type KubernetesObject } from '../cluster';
import { annotationLines } from '../model/record';

/** @throws ConflictError if GitOps manages the object, with where to change it and what to write there. @public */
export function checkNotManaged(
  live: KubernetesObject,
  annotations?: Record<string, string>,
): void {
  const manager = managedBy(live);
  if (!manager) return;
  const lines = annotationLines(annotations ?? {});
  throw new ConflictError(
    `Database '${live.metadata.name}' is managed by ${
      manager.tool
    } and is not changed from here. ${manager.where.text}${
      lines && ` Set there, under metadata.annotations:\n${lines}`
    }`,
  );
}
