import { message } from '../../messages';
import type { Cause } from '../cause';
import type { Change } from '../course/Change';
import { downSince } from '../course/outage';
import type { DatabaseMoment } from '../DatabaseMoment';
import { atStart, MINUTE, SECOND, sinceOf } from '../Moment';
import { writesWait } from '../writesWait';

/** A pod and its database are told by two watches: one may be ahead by so much. */
const SETTLE_MS = SECOND;
/** A standby that is restarted on purpose confirms nothing for so long. */
const CHANGE_LIMIT_MS = MINUTE;

/** A primary whose commits wait for standbys that are not there. */
export function synchronousCauses(
  moment: DatabaseMoment,
  change: Change | undefined,
): Cause[] {
  const waits = writesWait(moment);
  const { memory, now } = moment;
  const known = atStart(moment, downSince(moment));
  const settleMs = memory.isFirst ? 0 : SETTLE_MS;
  const limitMs = change?.planned ? CHANGE_LIMIT_MS : settleMs;
  if (!waits || !memory.lasts('synchronous', 'on', limitMs, now, known))
    return [];
  const { required, ready } = waits;
  return [
    {
      id: 'synchronous-standbys',
      weight: 'failing',
      severity: 'error',
      what: message('synchronousStandbysMissing', { count: required, ready }),
      ...sinceOf(moment, 'synchronous'),
      meaning: message('writesAreNotConfirmed'),
      nextStep: message('checkStandbys'),
    },
  ];
}
