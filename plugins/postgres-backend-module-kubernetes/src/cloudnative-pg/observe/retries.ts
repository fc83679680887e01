import { atStart } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { unreadySince, type Moment } from './moment';
import { phaseOf } from './phases';

/** Whether the operator has met an error that may pass with its next try. */
export function isRetried(moment: Moment): boolean {
  const { found, memory, now } = moment;
  const { phase = '' } = found.cluster.status;
  const { graceMs } = phaseOf(phase);
  if (graceMs === undefined) return false;
  // Seen first in the midst: the operator may have tried for long.
  const known = atStart(moment, unreadySince(moment));
  return !memory.lasts('phase-attention', phase, graceMs, now, known);
}
