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
      what: `Writes wait: ${required} synchronous ${
        required === 1 ? 'standby is' : 'standbys are'
      } required (dataDurability required), and ${ready || 'none'} ${
        ready > 1 ? 'are' : 'is'
      } ready.`,
      ...sinceOf(moment, 'synchronous'),
      meaning:
        'Applications can read. What they write is not confirmed before enough standbys are ready again.',
      nextStep:
        'Ask the platform team to look at the standbys. With dataDurability preferred writes would go on without them, at the risk of losing some in a failover.',
    },
  ];
}
