import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { bytesOf } from '../../config/text';
import { message } from '../../messages';
import type { EvaluationInput } from '../EvaluationInput';
import { isDiskFull } from '../PhaseMeaning';
import { growingClaims } from '../volumeGrowth';

/**
 * Returns the next step for a full disk after a volume claim has been resized
 * beyond the size in the spec.
 *
 * @param sizes - requested sizes by role of the volume
 */
export function diskFullStep(
  { snapshot, operator }: EvaluationInput,
  sizes: Record<string, string | undefined>,
): Message | undefined {
  if (!isDiskFull(operator.phaseMeaning)) return undefined;
  const growing = growingClaims(snapshot);
  if (growing) return message('waitForVolume', { claims: growing });
  const grown = snapshot.volumeClaims.find(({ role = '', requested }) => {
    const [desired, given] = [sizes[role], requested].map(bytesOf);
    return desired !== undefined && given !== undefined && given > desired;
  });
  return (
    grown &&
    message('volumeWasResized', {
      claim: grown.name,
      size: `${grown.requested}`,
    })
  );
}
