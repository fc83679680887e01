import type { RegionDetails } from './RegionDetails';

/** Returns when the standard support of a version ended; undefined if it has not, or this is unknown. */
export function supportEndedAt(
  { supportEnds }: Pick<RegionDetails, 'supportEnds'>,
  version = '',
  now = new Date(),
): string | undefined {
  const at = supportEnds.value?.get(version.split('.')[0]);
  return at !== undefined && Date.parse(at) <= now.getTime() ? at : undefined;
}
