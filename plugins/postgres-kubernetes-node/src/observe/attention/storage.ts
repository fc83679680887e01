import { bytesOf } from '../../config/text';
import { message } from '../../messages';
import type { CachedVolumeClaim } from '../../model/cachedParts';
import type { Snapshot } from '../../model/Snapshot';
import type { OperatorStatus } from '../OperatorStatus';
import type { RankedAttention } from '../rankedAttention';
import {
  atStart,
  MINUTE,
  sinceOf,
  type EvaluationTime,
} from '../EvaluationTime';

/** How long the operator may take to request a larger volume. */
const REQUEST_LIMIT_MS = MINUTE;

/**
 * Returns attention for volume claims that request less than the spec. If a
 * storage class does not allow expansion, an operator may report that in its
 * log only.
 *
 * @param sizes - requested sizes by role of the volume
 * @public
 */
export function storageAttention(
  input: EvaluationTime & {
    snapshot: Pick<Snapshot, 'cluster' | 'volumeClaims'>;
    operator: Pick<OperatorStatus, 'manualSteps'>;
  },
  sizes: Record<string, string | undefined>,
): RankedAttention[] {
  const { snapshot, operator, transitionTimes, now } = input;
  const isSmall = ({
    role,
    requested,
    phase,
    deletedAt,
  }: CachedVolumeClaim) => {
    const [desired, given] = [sizes[role ?? ''], requested].map(bytesOf);
    return (
      phase === 'Bound' &&
      !deletedAt &&
      desired !== undefined &&
      given! < desired
    );
  };
  const small = snapshot.volumeClaims.filter(isSmall);
  if (!small.length) return [];
  const [{ role = '', requested }] = small;
  const value = `${sizes[role]} ${requested}`;
  // A first evaluation in the middle has not observed the change that explains it.
  const known = atStart(input, snapshot.cluster.createdAt);
  if (!transitionTimes.lasts('storage', value, REQUEST_LIMIT_MS, now, known))
    return [];
  const names = small.map(({ name }) => name).join(', ');
  return [
    {
      id: 'storage',
      impact: 'note',
      severity: 'warning',
      what: message('volumesTooSmall', {
        count: small.length,
        size: `${sizes[role]}`,
        claims: names,
        requested: `${requested}`,
      }),
      ...sinceOf(input, 'storage', value),
      meaning: message('noMoreSpace'),
      nextStep:
        operator.manualSteps?.volumeTooSmall ?? message('checkStorageClass'),
    },
  ];
}
