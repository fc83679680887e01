import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import type { DatabaseRecord } from '../record';
import type { ObservedDatabase } from './observation';
import type { RestoreFacts } from './readRestores';

/** Derives the steps of the creation from what exists. None for a database that pgstage did not create. */
export function stepsOf({
  recorded,
  credentials,
  usable,
  safe,
  restore,
}: ObservedDatabase): Step[] {
  const { record, exists, missing, owner, role } = recorded;
  if (!record || record.adopted) return [];
  // The first password is set after the extensions: credentials show that they exist.
  const extensions = record.spec.extensions ?? [];
  const hasCredentials = record.credentials !== undefined;
  // They are also created before the dump is restored.
  const restoreBegan = record.restore?.startedAt !== undefined;
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
            done: finished || (exists && (hasCredentials || restoreBegan)),
          },
        ]
      : []),
    ...(record.restore ? [restoreStep(record.restore, restore)] : []),
    {
      id: 'credentials',
      title: providerMessage('credentialsStored'),
      done: stored,
    },
    {
      id: 'login',
      title: providerMessage('acceptsLogins'),
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

function restoreStep(
  { backup, failedAt, finishedAt }: NonNullable<DatabaseRecord['restore']>,
  facts: RestoreFacts | undefined,
) {
  const done = finishedAt !== undefined;
  const failed = failedAt !== undefined;
  const pending = facts?.progress
    ? message('stepRestoreRuns', facts.progress)
    : message('stepRestoreWaits');
  return {
    id: 'restore',
    title: message('stepRestore', { backup }),
    done,
    failed,
    message: done || failed ? undefined : pending,
  };
}

function stateOf(
  step: { done: boolean; failed?: boolean; waits?: boolean },
  isNext: boolean,
): Step['state'] {
  if (step.done) return 'done';
  if (step.failed) return 'failed';
  return isNext && !step.waits ? 'running' : 'pending';
}
