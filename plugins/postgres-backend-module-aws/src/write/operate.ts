import {
  RebootDBInstanceCommand,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import {
  type HibernateDatabase,
  invalidField,
  type RestartDatabase,
  type SwitchoverDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import { meaningOf } from '../instance';
import {
  findInstance,
  getInstance,
  requireOwn,
  type WriteTarget,
} from './WriteTarget';

/**
 * Reboots the instance.
 *
 * @throws ConflictError if it must not be modified
 */
export async function restartDatabase(
  target: WriteTarget,
  { instance, reload }: RestartDatabase,
): Promise<void> {
  if (instance !== undefined && instance !== target.name)
    throw invalidField('instance', `must be ${target.name}, or left out`);
  if (reload)
    throw invalidField(
      'reload',
      'must be left out: Amazon RDS applies dynamic parameters itself, and static ones at a restart',
    );
  requireOwn(await getInstance(target));
  await reboot(target, {});
}

/**
 * Fails over to the standby of a Multi-AZ instance.
 *
 * @throws ConflictError if it must not be modified, or has no standby
 */
export async function switchOver(
  target: WriteTarget,
  { instance }: SwitchoverDatabase,
): Promise<void> {
  if (instance !== undefined)
    throw invalidField(
      'instance',
      'must be left out: a Multi-AZ instance has one standby',
    );
  const recorded = await getInstance(target);
  requireOwn(recorded);
  if (!recorded.instance.multiAz)
    throw new ConflictError(
      `Database '${target.name}' has no standby: change options.multiAz first`,
    );
  await reboot(target, { ForceFailover: true });
}

async function reboot(
  target: WriteTarget,
  input: { ForceFailover?: boolean },
): Promise<void> {
  const command = new RebootDBInstanceCommand({
    DBInstanceIdentifier: target.name,
    ...input,
  });
  await attempt(
    target,
    // A retry after a lost response would reboot it twice.
    () => target.api.call('rdsOnce', command, target),
    status => status === 'rebooting',
  );
}

/** Makes a call. If it fails, the instance shows whether it took effect, because the response can be lost. */
async function attempt(
  target: WriteTarget,
  call: () => Promise<unknown>,
  isDone: (status: string) => boolean,
): Promise<void> {
  try {
    await call();
  } catch (error) {
    target.signal?.throwIfAborted();
    const found = await findInstance(target);
    if (!found || !isDone(found.instance.status)) throw error;
  }
}

/**
 * Stops or starts the instance. Does nothing if it is already stopped or started.
 *
 * @throws ConflictError if it must not be modified
 */
export async function hibernateDatabase(
  target: WriteTarget,
  { wake = false }: HibernateDatabase,
): Promise<void> {
  const recorded = await getInstance(target);
  requireOwn(recorded);
  const isDone = (status: string) => {
    const kind = meaningOf(status)?.kind;
    return wake
      ? kind === 'available' || status === 'starting'
      : kind === 'stopped' || status === 'stopping';
  };
  if (isDone(recorded.instance.status)) return;
  const name = { DBInstanceIdentifier: target.name };
  // For any other status, AWS says why it cannot be started or stopped.
  await attempt(
    target,
    () =>
      wake
        ? target.api.call('rds', new StartDBInstanceCommand(name), target)
        : target.api.call('rds', new StopDBInstanceCommand(name), target),
    isDone,
  );
}
