import type { Lag } from '@pgstage/backstage-plugin-postgres-common';
import type { SenderFacts } from './serverFacts';

/**
 * Lag from which on a standby needs attention. CloudNativePG's sample alert
 * uses the same.
 *
 * @public
 */
export const LAG_LIMIT_SECONDS = 300;

/**
 * How far behind a standby is now: the time measured last stays for a moment
 * after it has caught up.
 *
 * @public
 */
export function secondsBehind(lag: Lag | undefined): number {
  return lag?.replayBytes ? lag.replaySeconds ?? 0 : 0;
}

/**
 * Lag of the standby that a sender feeds.
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

/** What PostgreSQL measured last; it tells nothing while it is idle, and only a standby that has everything is 0 s behind then. */
function seconds(
  told: number | undefined,
  bytes: number | undefined,
): number | undefined {
  return told ?? (bytes !== undefined && bytes <= 0 ? 0 : undefined);
}
