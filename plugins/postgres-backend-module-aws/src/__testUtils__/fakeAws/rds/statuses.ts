import type { InstanceRecord } from '../state';
import type { StatusClock } from '../StatusClock';

/** A status with its duration in seconds. The last step has none. */
export interface Step {
  status: string;
  for?: number;
  /** Runs when the step begins. */
  begin?: () => void;
}

/**
 * Runs a sequence of statuses of an instance on the clock, and ends the previous
 * sequence: a deletion ends a creation.
 */
export function runSteps(
  clock: StatusClock,
  record: InstanceRecord,
  steps: Step[],
): void {
  record.sequence += 1;
  const { sequence } = record;
  const begin = (index: number) => {
    const step = steps[index];
    if (!step || record.sequence !== sequence) {
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
