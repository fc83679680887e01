import type { CachedDatabaseResource } from '../model';

/** Whether the operator has brought about what a Database declares now, not what it declared before. */
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

/** Why the operator could not, in its words; undefined where it could, or has not tried. */
export function refusalOf({
  status,
}: CachedDatabaseResource): string | undefined {
  const extension = status.extensions?.find(({ applied }) => applied === false);
  if (extension)
    return `extension ${extension.name}: ${extension.message ?? 'not applied'}`;
  return status.applied === false ? status.message ?? 'not applied' : undefined;
}
