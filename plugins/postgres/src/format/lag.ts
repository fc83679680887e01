import { Lag } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';
import { formatBytes } from './bytes';
import { formatSeconds } from './duration';

/**
 * Formats seconds and bytes, each of which can be unknown; an unknown value is
 * never shown as "0".
 */
export function formatLag(
  t: Translate,
  { seconds, bytes }: { seconds?: number; bytes?: number } = {},
): string {
  const time = seconds === undefined ? undefined : formatSeconds(seconds);
  const size = bytes === undefined ? undefined : formatBytes(bytes);
  return time && size
    ? t('lag.both', { time, bytes: size })
    : time ?? size ?? t('unknown');
}

/** Returns the replay lag of a standby. */
export function replayLag(lag: Lag | undefined): {
  seconds?: number;
  bytes?: number;
} {
  return { seconds: lag?.replaySeconds, bytes: lag?.replayBytes };
}
