import {
  Backup,
  RecoveryMoments,
  restorableMoments,
} from '@pgstage/backstage-plugin-postgres-common';
import { DateTime } from 'luxon';

/** Before the window's end: a target after the last transaction would never be reached. */
const MARGIN_MINUTES = 5;

const utc = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' });

/** The window, where it holds more than one moment: the end of a backup is restored by that backup. */
export function withMoments<W extends RecoveryMoments>(
  window: W | undefined,
): W | undefined {
  return window &&
    restorableMoments(window).some(({ from, to }) => utc(to) > utc(from))
    ? window
    : undefined;
}

/** Whether a request to restore from a finished backup is not refused: what may fail may be tried. */
export function isOffered({ restoreObstacle }: Backup): boolean {
  return !restoreObstacle || restoreObstacle.kind === 'may-fail';
}

/** As a field of type `datetime-local` takes it, in UTC, to the second. */
export function toField(iso: string): string {
  return utc(iso).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

/** Five minutes before the end, or the start of a window that is shorter. */
export function defaultTarget({ from, to }: RecoveryMoments): string {
  const target = utc(to).minus({ minutes: MARGIN_MINUTES });
  return toField(DateTime.max(target, utc(firstSecond(from))).toISO() ?? from);
}

/** The first and the last whole second that may be asked for, for the field. */
export function bounds(window: RecoveryMoments): { from: string; to: string } {
  const moments = restorableMoments(window);
  const { to } = moments[moments.length - 1];
  return { from: toField(firstSecond(moments[0].from)), to: toField(to) };
}

/** The moment that a field holds, if it is one that may be asked for. */
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
