import type { Step } from '@pgstage/backstage-plugin-postgres-common';
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
    { id: 'role', title: `Role ${role ?? owner}`, done: true },
    {
      id: 'database',
      title: `Database ${recorded.name}`,
      done: exists,
      failed: missing !== undefined,
    },
    ...(extensions.length
      ? [
          {
            id: 'extensions',
            title: `Extensions ${extensions.join(', ')}`,
            done: finished || (exists && hasCredentials),
          },
        ]
      : []),
    { id: 'credentials', title: 'Credentials stored', done: stored },
    {
      id: 'login',
      title: 'Accepts logins',
      done: usable.value === true,
      failed: finished && usable.value === false,
      // Not in progress: it waits for the next login check.
      waits: finished && usable.value === null,
      message:
        finished && usable.value === null ? `${usable.reason}.` : undefined,
    },
    {
      id: 'backup',
      title: 'Covered by a backup',
      done: safe.value === true,
      waits: true,
      message:
        safe.value === true
          ? undefined
          : 'Done after the next base backup or dump, or when the WAL since an older base backup is archived.',
    },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return steps.map(
    ({ id, title, message, ...step }, index): Step => ({
      id,
      title,
      state: stateOf(step, index === next),
      ...(message && { message }),
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
