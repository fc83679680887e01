import type { Doubts } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Memory } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Course } from './Course';

/** What is remembered of one database from one look at it to the next. A value: each look makes a new one. */
export interface Past {
  /** Absent: it was never looked at. */
  memory?: Memory;
  course: Course;
  doubts: Doubts;
  /** Whether it was complete once: its steps do not come back. */
  complete: boolean;
}

export const NO_PAST: Past = {
  course: { failover: false },
  doubts: { fenced: [], byInstance: new Map() },
  complete: false,
};
