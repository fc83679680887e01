import type { BackupMoment } from '../backups/attention/BackupMoment';
import type { Snapshot } from '../model/Snapshot';
import type { Course } from './course/Course';
import type { DatabaseFacts } from './DatabaseFacts';
import type { Moment } from './Moment';
import type { OperatorStatus } from './OperatorStatus';
import type { Requested } from './requested';

/** A database at one moment: all that tells what is being done to it. @public */
export interface DatabaseMoment<Found extends Snapshot = Snapshot>
  extends Moment {
  found: Found;
  facts: DatabaseFacts;
  operator: OperatorStatus;
  /** What was asked for besides the database and its login. */
  requested: Requested[];
  /** What was remembered of the course, or is from now on: of that look at the database which this moment is in. */
  course: Course;
}

/** The same with what is known of its backups: all that the rules look at. @public */
export type JudgedMoment<Found extends Snapshot = Snapshot> =
  DatabaseMoment<Found> & Pick<BackupMoment, 'backups' | 'range'>;

/** Since when the operator calls it not ready. */
export function unreadySince({
  operator: { ready },
}: Pick<DatabaseMoment, 'operator'>): string | undefined {
  return ready && !ready.is ? ready.since : undefined;
}
