import type {
  DatabaseView,
  Step,
} from '@pgstage/backstage-plugin-postgres-common';

const words: Partial<Record<Step['state'], string>> = {
  done: 'Done',
  running: 'Waiting for',
  failed: 'Failed',
};

/** Lines for the task's log: each step of a database once per change. */
export function createStepLog(): (view: DatabaseView) => string[] {
  const written = new Map<string, string>();
  return view =>
    view.steps.flatMap(({ id, title, state, message }) => {
      const line = [words[state], title, message].filter(Boolean).join(': ');
      if (!words[state] || written.get(id) === line) return [];
      written.set(id, line);
      return [line];
    });
}
