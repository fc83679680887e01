import type {
  DatabaseView,
  Step,
} from '@pgstage/backstage-plugin-postgres-common';
import { lineOf } from './texts';

const labels: Partial<Record<Step['state'], string>> = {
  done: 'Done',
  running: 'Waiting for',
  failed: 'Failed',
};

/** A line of the task log. */
interface StepLine {
  line: string;
  /** The step is blocked, at least for now. */
  isTrouble: boolean;
}

/**
 * Creates lines for the task log. Each message of a step is written once,
 * because the engine can alternate between messages from one try to the next.
 */
export function createStepLog(): (view: DatabaseView) => StepLine[] {
  const written = new Set<string>();
  return view =>
    view.steps.flatMap(({ id, title, state, message }) => {
      const line = [labels[state], lineOf(title), message && lineOf(message)]
        .filter(Boolean)
        .join(': ');
      const key = `${id} ${line}`;
      if (!labels[state] || written.has(key)) return [];
      written.add(key);
      return [{ line, isTrouble: state !== 'done' && Boolean(message) }];
    });
}
