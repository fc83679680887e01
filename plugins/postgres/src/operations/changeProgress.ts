import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';

/** An operator observes a request within this time. */
const NOTICE_MINUTES = 2;

/** `not-seen`: no start was observed, so no end can be reported. */
type Progress = 'under-way' | 'over' | 'attention' | 'not-seen';

/**
 * Determines from consecutive states of a database when a change has ended: it
 * was observed in progress, and no longer is. Unknown states are ignored.
 */
export function changeProgress(response: DatabaseView): {
  next(view: DatabaseView): Progress;
} {
  const askedAt = Date.now();
  let begun = isUnderWay(response);
  return {
    next(view) {
      begun ||= isUnderWay(view);
      const { state } = view.status;
      if (isUnderWay(view) || state === 'unknown' || view.unreachable)
        return 'under-way';
      if (!begun)
        return Date.now() - askedAt > NOTICE_MINUTES * 60_000
          ? 'not-seen'
          : 'under-way';
      return state === 'attention' ? 'attention' : 'over';
    },
  };
}

function isUnderWay({ status }: DatabaseView): boolean {
  return status.state === 'changing' && !status.lasting;
}
