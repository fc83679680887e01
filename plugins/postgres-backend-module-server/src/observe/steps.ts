import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { ObservedDatabase } from './observation';

/** Derives the steps of the creation from what exists. None for a database that pgstage did not create. */
export function stepsOf({
  recorded,
  credentials,
  usable,
  safe,
}: ObservedDatabase): Step[] {
  const { record, exists, missing, owner, role } = recorded;
  if (!record || record.adopted) return [];
  // The first password is set after the extensions: credentials show that they exist.
  const extensions = record.spec.extensions ?? [];
  const hasCredentials = record.credentials !== undefined;
  // Later problems are reported as attention: these steps were completed once.
  const finished = record.finished !== undefined;
  const stored =
    finished ||
    (record.credentials?.state === 'stored' && credentials !== undefined);
  const steps = [
    {
      id: 'role',
      title: message('stepRole', { role: role ?? owner }),
      done: true,
    },
    {
      id: 'database',
      title: message('stepDatabase', { database: recorded.name }),
      done: exists,
      failed: missing !== undefined,
    },
    ...(extensions.length
      ? [
          {
            id: 'extensions',
            title: message('stepExtensions', {
              extensions: extensions.join(', '),
            }),
            done: finished || (exists && hasCredentials),
          },
        ]
      : []),
    { id: 'credentials', title: message('stepCredentials'), done: stored },
    {
      id: 'login',
      title: message('stepLogin'),
      done: usable.value === true,
      failed: finished && usable.value === false,
      // Not in progress: it waits for the next login check.
      waits: finished && usable.value === null,
      message: finished && usable.value === null ? usable.reason : undefined,
    },
    {
      id: 'backup',
      title: message('stepBackup'),
      done: safe.value === true,
      waits: true,
      message: safe.value === true ? undefined : message('stepBackupPending'),
    },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return steps.map(
    ({ id, title, message: note, ...step }, index): Step => ({
      id,
      title,
      state: stateOf(step, index === next),
      ...(note && { message: note }),
    }),
  );
}

function stateOf(
  step: { done: boolean; failed?: boolean; waits?: boolean },
  isNext: boolean,
): Step['state'] {
  if (step.done) return 'done';
  if (step.failed) return 'failed';
  return isNext && !step.waits ? 'running' : 'pending';
}
