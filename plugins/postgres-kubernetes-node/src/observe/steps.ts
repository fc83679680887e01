import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import type { Cause } from './cause';

/** A step towards a finished database, by what exists. @public */
export interface StepDraft {
  id: string;
  title: string;
  done: boolean;
  failed?: boolean;
  /** Nobody works on it: it comes at its time. */
  waits?: boolean;
  message?: string;
}

/** The steps as they stand: the first that is open is worked on, unless what keeps it from being done is final. @public */
export function toSteps(drafts: StepDraft[], causes: Cause[]): Step[] {
  const next = drafts.findIndex(({ done }) => !done);
  const failing = causes.filter(({ weight }) => weight === 'failing');
  const failure = failing.find(({ final }) => final) ?? failing[0];
  return drafts.map(({ message, ...draft }, index): Step => {
    const { id, title, done, failed, waits } = draft;
    const told = (state: Step['state'], text = message) => ({
      id,
      title,
      state,
      ...(text && { message: text }),
    });
    if (done) return { id, title, state: 'done' };
    if (failed) return told('failed');
    if (index !== next || waits) return told('pending');
    return failure
      ? told(
          failure.final ? 'failed' : 'running',
          [failure.what, failure.evidence].filter(Boolean).join(' '),
        )
      : told('running');
  });
}
