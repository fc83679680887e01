import { unreadySince, type DatabaseMoment } from '../DatabaseMoment';
import { atStart } from '../Moment';

/** Whether the operator has met an error that may pass with its next try. */
export function isRetried(moment: DatabaseMoment): boolean {
  const { operator, memory, now } = moment;
  const { phase = '', meant } = operator;
  if (meant.family !== 'attention' || meant.graceMs === undefined) return false;
  // Seen first in the midst: the operator may have tried for long.
  const known = atStart(moment, unreadySince(moment));
  return !memory.lasts('phase-attention', phase, meant.graceMs, now, known);
}
