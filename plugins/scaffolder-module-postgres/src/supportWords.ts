import { communitySupportEnds } from '@pgstage/backstage-plugin-postgres-common';

/** How long the community supports a version, where that is known. */
export function supportWords(
  version: string,
  now = new Date(),
): string | undefined {
  const ends = communitySupportEnds(version);
  if (ends === undefined) return undefined;
  return ends < now.toISOString().slice(0, 10)
    ? `Not supported by the community since ${ends}`
    : `Supported by the community until ${ends}`;
}
