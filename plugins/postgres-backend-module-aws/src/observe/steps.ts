import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import type { ObservedDatabase } from './observation';
import { meaningOf } from '../instance';
import { message } from '../messages';

/** Returns the steps of a create or restore, derived from the state of the instance. An emulator stores no backup. */
export function stepsOf(
  { endpoint }: Pick<RegionConfig, 'endpoint'>,
  { recorded: { instance, record } }: ObservedDatabase,
  safe: boolean,
): Step[] {
  // pgstage did not create an adopted database.
  if (!record || record.adopted) return [];
  const failed = meaningOf(instance.status)?.kind === 'problem';
  const isCreating = !instance.endpoint || instance.status === 'creating';
  const { restored } = record;
  const steps = [
    {
      id: 'instance',
      title: message(restored ? 'restoreInstance' : 'createInstance'),
      done: !isCreating,
    },
    ...(restored
      ? [
          {
            id: 'settings',
            title: message('setRestoredSettings'),
            done: !isCreating && !restored.incomplete,
          },
        ]
      : []),
    {
      id: 'credentials',
      title: message('storePassword'),
      done: !isCreating && instance.secret?.status === 'active',
    },
    ...(endpoint
      ? []
      : [{ id: 'backup', title: message('takeFirstBackup'), done: safe }]),
  ];
  const current = steps.findIndex(({ done }) => !done);
  return steps.map(({ id, title, done }, index) => ({
    id,
    title,
    state: stateOf(done, index === current, failed),
  }));
}

function stateOf(
  done: boolean,
  isCurrent: boolean,
  failed: boolean,
): Step['state'] {
  if (done) return 'done';
  if (!isCurrent) return 'pending';
  return failed ? 'failed' : 'running';
}
