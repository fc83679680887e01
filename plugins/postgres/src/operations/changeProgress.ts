import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';

/** An operator notices within that time what is asked for. */
const NOTICE_MINUTES = 2;

/** `not-seen`: nothing was seen to begin, so nothing can be told of its end. */
type Progress = 'under-way' | 'over' | 'attention' | 'not-seen';

/**
 * Tells from one state of a database after the other when a change is over: it
 * was seen under way, and no longer is. What is not known says nothing.
 */
export function changeProgress(answer: DatabaseView): {
  next(view: DatabaseView): Progress;
} {
  const askedAt = Date.now();
  let begun = isUnderWay(answer);
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
