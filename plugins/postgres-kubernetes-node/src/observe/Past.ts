import type { Course } from './course/Course';
import type { Doubts } from './doubts';
import type { Memory } from '@pgstage/backstage-plugin-postgres-node/provider';

/** What is remembered of one database from one look at it to the next. A value: each look makes a new one. @public */
export interface Past {
  /** Absent: it was never looked at. */
  memory?: Memory;
  course: Course;
  doubts: Doubts;
  /** Whether it was complete once: its steps do not come back. */
  complete: boolean;
}

/** Of a database that was never looked at. @public */
export const NO_PAST: Past = {
  course: { failover: false },
  doubts: { fenced: [], byInstance: new Map() },
  complete: false,
};
