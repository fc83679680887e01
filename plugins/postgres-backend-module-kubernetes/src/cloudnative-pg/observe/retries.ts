import { conditionOf, type Moment } from './moment';
import { phaseOf } from './phases';

/** Whether the operator has met an error that may pass with its next try. */
export function isRetried({ found, memory, now }: Moment): boolean {
  const { phase = '' } = found.cluster.status;
  const { graceMs } = phaseOf(phase);
  if (graceMs === undefined) return false;
  const ready = conditionOf(found, 'Ready');
  // Seen first in the midst: the operator may have tried for long.
  const told =
    memory.rounds === 0 && ready?.status === 'False'
      ? ready.lastTransitionTime
      : undefined;
  memory.since('phase-attention', phase, now, told);
  return !memory.lasts('phase-attention', phase, graceMs, now);
}
