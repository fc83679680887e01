import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import type { ObservedDatabase } from './observation';

/** The way to a finished database, from what exists. None for one that was not made here. */
export function stepsOf({
  recorded,
  facts,
  credentials,
  usable,
  safe,
}: ObservedDatabase): Step[] {
  const { record, exists, owner } = recorded;
  if (!record || record.adopted) return [];
  // Extensions come before the first password: one that is set shows that they are there.
  const extensions = record.spec.extensions ?? [];
  const given = record.credentials !== undefined;
  const stored =
    record.credentials?.state === 'stored' && credentials !== undefined;
  const steps = [
    { id: 'role', title: `Role ${owner}`, done: true },
    { id: 'database', title: `Database ${recorded.name}`, done: exists },
    ...(extensions.length
      ? [
          {
            id: 'extensions',
            title: `Extensions ${extensions.join(', ')}`,
            done: exists && given,
          },
        ]
      : []),
    { id: 'credentials', title: 'Credentials stored', done: stored },
    { id: 'login', title: 'Accepts logins', done: usable },
    { id: 'backup', title: 'Covered by a backup', done: safe === true },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return steps.map(({ id, title, done }, index) => ({
    id,
    title,
    state: stateOf(done, index === next, id, Boolean(facts)),
    ...(id === 'backup' &&
      !done && {
        message: 'Comes with the next base backup, dump or archived WAL.',
      }),
  }));
}

function stateOf(
  done: boolean,
  next: boolean,
  id: string,
  exists: boolean,
): Step['state'] {
  if (done) return 'done';
  // Nobody works on these two: one waits for a backup, the other is refused.
  if (id === 'backup' || (id === 'login' && next && exists))
    return id === 'login' ? 'failed' : 'pending';
  return next ? 'running' : 'pending';
}
