import { Lag } from '@pgstage/backstage-plugin-postgres-common';
import { formatBytes } from './bytes';
import { formatSeconds } from './duration';

/** Seconds and bytes, either of which may be unknown; unknown is never "0". */
export function formatLag(
  lag: { seconds?: number; bytes?: number } | undefined,
): string {
  const parts = [
    ...(lag?.seconds === undefined ? [] : [formatSeconds(lag.seconds)]),
    ...(lag?.bytes === undefined ? [] : [formatBytes(lag.bytes)]),
  ];
  return parts.join(', ') || 'unknown';
}

/** How far what a standby has replayed is behind. */
export function replayLag(lag: Lag | undefined): {
  seconds?: number;
  bytes?: number;
} {
  return { seconds: lag?.replaySeconds, bytes: lag?.replayBytes };
}
