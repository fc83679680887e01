import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import type { ObservedDatabase } from './observation';

/** The way to a finished database, from what exists. None for one that was not made here. */
export function stepsOf({
  recorded,
  credentials,
  usable,
  safe,
}: ObservedDatabase): Step[] {
  const { record, exists, missing, owner, role } = recorded;
  if (!record || record.adopted) return [];
  // Extensions come before the first password: one that is set shows that they are there.
  const extensions = record.spec.extensions ?? [];
  const given = record.credentials !== undefined;
  // What became of it later is told as attention: the way to it was gone once.
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
            done: finished || (exists && given),
          },
        ]
      : []),
    { id: 'credentials', title: 'Credentials stored', done: stored },
    {
      id: 'login',
      title: 'Accepts logins',
      done: usable.value === true,
      failed: finished && usable.value === false,
      // Nobody works on it: it waits for a try.
      waits: finished && usable.value === null,
      message: finished && usable.value === null ? 'Not known yet.' : undefined,
    },
    {
      id: 'backup',
      title: 'Covered by a backup',
      done: safe.value === true,
      waits: true,
      message:
        safe.value === true
          ? undefined
          : 'Comes with the next base backup or dump, or after an older base backup with the next WAL that is archived.',
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
