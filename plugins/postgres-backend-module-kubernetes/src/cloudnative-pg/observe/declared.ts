import type { CachedDatabaseResource } from '../model';

/** Returns whether the operator has applied the current generation of a Database resource. */
export function isApplied({
  generation,
  status,
}: CachedDatabaseResource): boolean {
  const { applied, observedGeneration } = status;
  return (
    applied === true &&
    (observedGeneration === undefined || observedGeneration === generation)
  );
}

/** Returns the operator's message if it could not apply a Database resource, else undefined. */
export function refusalOf({
  status,
}: CachedDatabaseResource): string | undefined {
  const extension = status.extensions?.find(({ applied }) => applied === false);
  if (extension)
    return `extension ${extension.name}: ${extension.message ?? 'not applied'}`;
  return status.applied === false ? status.message ?? 'not applied' : undefined;
}
