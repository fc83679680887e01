import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from '../hooks/usePolling';
import type { Translate } from '../translation';
import type { Staleness } from './availability';

/** A single failed request is not shown: most of them succeed the next time. */
const MISSED_REFRESHES = 2;
/** There is a response at least every 20 seconds, also without a change. */
const MAX_AGE_SECONDS = 40;

/** Returns why no operation is possible while the provider cannot reach the database. */
export function unreachable(
  t: Translate,
  { unreachable: problem, location }: DatabaseView,
): Staleness {
  return problem && { reason: t('stale.location', { location }) };
}

/**
 * Returns why the data is stale, if it is.
 *
 * @param openedAt - time of the initial data of the page, in milliseconds like
 *   `now`.
 */
export function staleness(
  t: Translate,
  { data, failures, receivedAt }: Polled<DatabaseView>,
  openedAt: number,
  now: number,
): Staleness {
  const old = data && unreachable(t, data);
  if (old) return old;
  const age = now - (receivedAt ? Date.parse(receivedAt) : openedAt);
  if (failures >= MISSED_REFRESHES || age > MAX_AGE_SECONDS * 1000) {
    return { reason: t('stale.backstage') };
  }
  return undefined;
}
