import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from '../hooks/usePolling';
import type { Translate } from '../translation';
import type { Staleness } from './availability';

/** One failed request is nothing to tell of: most of them are over with the next. */
const MISSED_REFRESHES = 2;
/** An answer comes every 20 seconds at least, changed or not. */
const MAX_AGE_SECONDS = 40;

/** Why nothing can be done while the provider does not reach the database. */
export function unreachable(
  t: Translate,
  { unreachable: problem, location }: DatabaseView,
): Staleness {
  return problem && { reason: t('stale.location', { location }) };
}

/**
 * Says why what is shown is only the last known, if it is.
 *
 * @param openedAt - when the page got what it shows first, in milliseconds like `now`.
 */
export function staleness(
  t: Translate,
  { data, failures, answeredAt }: Polled<DatabaseView>,
  openedAt: number,
  now: number,
): Staleness {
  const old = data && unreachable(t, data);
  if (old) return old;
  const age = now - (answeredAt ? Date.parse(answeredAt) : openedAt);
  if (failures >= MISSED_REFRESHES || age > MAX_AGE_SECONDS * 1000) {
    return { reason: t('stale.backstage') };
  }
  return undefined;
}
