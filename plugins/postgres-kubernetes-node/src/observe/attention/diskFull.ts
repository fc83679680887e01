import { bytesOf } from '../../config/text';
import type { DatabaseMoment } from '../DatabaseMoment';
import { growingClaims } from '../volumeGrowth';

/**
 * What is left to do about a full disk once a volume claim was made larger than the database asks for.
 *
 * @param sizes - that the database asks for, by role of the volume
 */
export function diskFullStep(
  { found, operator }: DatabaseMoment,
  sizes: Record<string, string | undefined>,
): string | undefined {
  if (!operator.meant.diskFull) return undefined;
  const growing = growingClaims(found);
  if (growing) return `Wait until ${growing} has grown.`;
  const grown = found.volumeClaims.find(({ role = '', requested }) => {
    const [asked, given] = [sizes[role], requested].map(bytesOf);
    return asked !== undefined && given !== undefined && given > asked;
  });
  return (
    grown &&
    `The volume claim ${grown.name} has grown to ${grown.requested}: raise the storage size to that, too. Where PostgreSQL does not come back within some minutes, ask the platform team.`
  );
}
