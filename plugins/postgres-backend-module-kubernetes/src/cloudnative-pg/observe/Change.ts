import { atStart } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { unreadySince, type Moment } from './moment';

/** Something that is being done. */
export interface Change {
  reason: string;
  /** On purpose, so that instances which are down meanwhile are no alarm. */
  planned: boolean;
  /** The primary goes on meanwhile: one that is down then has another cause. */
  keepsPrimary?: boolean;
  /** It excuses nothing: whatever is wrong besides is told first. */
  excusesNothing?: boolean;
  /** It is reached, and so until somebody changes it. */
  lasting?: boolean;
  /** It takes longer than it should. */
  overdue: boolean;
  /** Overdue only: what to do, where that is known better than by the phase. */
  nextStep?: string;
}

/** Whether the phase lasts for longer than it should; `known`: since when, where that is told. */
export function overdue(
  moment: Moment,
  limitMs?: number,
  known = atStart(moment, unreadySince(moment)),
): boolean {
  const { found, course, memory, now } = moment;
  const { phase = '', phaseReason = '' } = found.cluster.status;
  return (
    limitMs !== undefined &&
    memory.lasts(
      'phase',
      `${phase} ${phaseReason} ${course.plan ?? ''}`,
      limitMs,
      now,
      known,
    )
  );
}
