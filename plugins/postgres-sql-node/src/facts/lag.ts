import type { Lag } from '@pgstage/backstage-plugin-postgres-common';
import type { SenderFacts } from './serverFacts';

/**
 * Lag above which a standby needs attention, as in CloudNativePG's sample alert.
 *
 * @public
 */
export const LAG_LIMIT_SECONDS = 300;

/**
 * Returns the current replay lag in seconds. 0 without outstanding bytes, because
 * PostgreSQL reports the last measured time for a moment after the standby has
 * caught up.
 *
 * @public
 */
export function secondsBehind(lag: Lag | undefined): number {
  return lag?.replayBytes ? lag.replaySeconds ?? 0 : 0;
}

/**
 * Returns the lag of the standby of a WAL sender.
 *
 * @public
 */
export function lagOf(sender: SenderFacts): Lag | undefined {
  const { sentBytes, writeBytes, flushBytes, replayBytes } = sender;
  if (replayBytes === undefined) return undefined;
  return {
    sentBytes,
    writeBytes,
    flushBytes,
    replayBytes,
    writeSeconds: seconds(sender.writeSeconds, writeBytes),
    flushSeconds: seconds(sender.flushSeconds, flushBytes),
    replaySeconds: seconds(sender.replaySeconds, replayBytes),
  };
}

/** PostgreSQL reports no time while it is idle. Then the lag is 0 only without outstanding bytes, otherwise unknown. */
function seconds(
  reported: number | undefined,
  bytes: number | undefined,
): number | undefined {
  return reported ?? (bytes !== undefined && bytes <= 0 ? 0 : undefined);
}
