import type {
  DatabaseView,
  Step,
} from '@pgstage/backstage-plugin-postgres-common';

const words: Partial<Record<Step['state'], string>> = {
  done: 'Done',
  running: 'Waiting for',
  failed: 'Failed',
};

/** A line for the task's log. */
interface StepLine {
  line: string;
  /** Something keeps the step from being done, at least for now. */
  isTrouble: boolean;
}

/**
 * Lines for the task's log: each thing that there is to say of a step once,
 * as what the engine says may go back and forth between two tries.
 */
export function createStepLog(): (view: DatabaseView) => StepLine[] {
  const written = new Set<string>();
  return view =>
    view.steps.flatMap(({ id, title, state, message }) => {
      const line = [words[state], title, message].filter(Boolean).join(': ');
      const key = `${id} ${line}`;
      if (!words[state] || written.has(key)) return [];
      written.add(key);
      return [{ line, isTrouble: state !== 'done' && Boolean(message) }];
    });
}
