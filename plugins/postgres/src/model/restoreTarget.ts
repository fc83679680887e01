import {
  Backup,
  RecoveryMoments,
  restorableMoments,
} from '@pgstage/backstage-plugin-postgres-common';
import { DateTime } from 'luxon';

/** Before the window's end: a target after the last transaction would never be reached. */
const MARGIN_MINUTES = 5;

const utc = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' });

/**
 * Returns the window if it contains more than one point in time: the end of a
 * backup is restored from that backup.
 */
export function withMoments<W extends RecoveryMoments>(
  window: W | undefined,
): W | undefined {
  return window &&
    restorableMoments(window).some(({ from, to }) => utc(to) > utc(from))
    ? window
    : undefined;
}

/**
 * Returns whether a finished backup can be selected for a restore: a restore
 * that may fail is allowed.
 */
export function isOffered({ restoreObstacle }: Backup): boolean {
  return !restoreObstacle || restoreObstacle.kind === 'may-fail';
}

/** Formats a time for an input of type `datetime-local`, in UTC, in seconds. */
export function toField(iso: string): string {
  return utc(iso).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

/** Returns five minutes before the end, or the start of a shorter window. */
export function defaultTarget({ from, to }: RecoveryMoments): string {
  const target = utc(to).minus({ minutes: MARGIN_MINUTES });
  return toField(DateTime.max(target, utc(firstSecond(from))).toISO() ?? from);
}

/** Returns the first and the last selectable second, for the input. */
export function bounds(window: RecoveryMoments): { from: string; to: string } {
  const moments = restorableMoments(window);
  const { to } = moments[moments.length - 1];
  return { from: toField(firstSecond(moments[0].from)), to: toField(to) };
}

/** Returns the time in an input if it can be restored. */
export function readTarget(
  field: string,
  window: RecoveryMoments,
): string | undefined {
  const target = utc(field);
  const inside =
    target.isValid &&
    restorableMoments(window).some(
      ({ from, to }) => target >= utc(from) && target <= utc(to),
    );
  return inside
    ? target.toISO({ suppressMilliseconds: true }) ?? undefined
    : undefined;
}

function firstSecond(iso: string): string {
  const whole = utc(iso).startOf('second');
  const first = whole < utc(iso) ? whole.plus({ seconds: 1 }) : whole;
  return first.toISO() ?? iso;
}
