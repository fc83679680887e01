import type { Claim, Step } from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import type { EntryState } from '../credentials';
import { targetOf } from '../record';
import type { ObservedDatabase } from './observation';
import { meaningOf } from '../instance';
import { message } from '../messages';
import { triesLogins } from '../sql';

/** Returns the steps of a create or restore, derived from the state of the instance. An emulator stores no backup. */
export function stepsOf(
  config: Pick<RegionConfig, 'endpoint' | 'sql'>,
  { recorded: { instance, record } }: ObservedDatabase,
  { usable, safe, entry }: { usable: Claim; safe: boolean; entry?: EntryState },
): Step[] {
  // pgstage did not create an adopted database.
  if (!record || record.adopted) return [];
  const failed = meaningOf(instance.status)?.kind === 'problem';
  const isCreating = !instance.endpoint || instance.status === 'creating';
  const { restored } = record;
  const target = targetOf(record);
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
    ...(target
      ? [
          {
            id: 'entry',
            title: message('storeEntry', {
              cluster: target.cluster ?? '',
              namespace: target.namespace ?? '',
            }),
            done: Boolean(entry?.reference) && entry?.error === undefined,
          },
        ]
      : []),
    ...(config.endpoint
      ? []
      : [{ id: 'backup', title: message('takeFirstBackup'), done: safe }]),
  ];
  const current = steps.findIndex(({ done }) => !done);
  const derived = steps.map(({ id, title, done }, index) => ({
    id,
    title,
    state: stateOf(done, index === current, failed),
  }));
  if (!triesLogins(config)) return derived;
  const stored = derived.findIndex(({ id }) => id === 'credentials') + 1;
  return [
    ...derived.slice(0, stored),
    loginStep(usable),
    ...derived.slice(stored),
  ];
}

/** Returns the step of the login. It does not delay the next one, which AWS takes by itself. */
function loginStep(usable: Claim): Step {
  const step = { id: 'login', title: message('logIn') };
  if (usable.value) return { ...step, state: 'done' };
  return usable.value === null
    ? { ...step, state: 'pending', message: usable.reason }
    : { ...step, state: usable.source === 'login' ? 'failed' : 'pending' };
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
