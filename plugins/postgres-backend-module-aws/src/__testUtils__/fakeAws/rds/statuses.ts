import type { InstanceRecord } from '../state';
import type { StatusClock } from '../StatusClock';

/** A status, and the seconds until the next step. The last step stays. */
export interface Step {
  status: string;
  for?: number;
  /** Runs when the step begins. */
  begin?: () => void;
}

/**
 * Sends an instance through statuses, on the clock. Whatever was under way
 * before ends: a deletion ends a creation.
 */
export function pass(
  clock: StatusClock,
  record: InstanceRecord,
  steps: Step[],
): void {
  record.way += 1;
  const way = record.way;
  const begin = (index: number) => {
    const step = steps[index];
    if (!step || record.way !== way) {
      return;
    }
    record.db.DBInstanceStatus = step.status;
    step.begin?.();
    if (step.for !== undefined) {
      clock.after(step.for, () => begin(index + 1));
    }
  };
  begin(0);
}
