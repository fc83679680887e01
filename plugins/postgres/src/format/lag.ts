import { Lag } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';
import { formatBytes } from './bytes';
import { formatSeconds } from './duration';

/** Seconds and bytes, either of which may be unknown; unknown is never "0". */
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

/** How far what a standby has replayed is behind. */
export function replayLag(lag: Lag | undefined): {
  seconds?: number;
  bytes?: number;
} {
  return { seconds: lag?.replaySeconds, bytes: lag?.replayBytes };
}
