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
import { getInstance, requireOwn, type WriteTarget } from './WriteTarget';

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
  await target.api.call(
    'rds',
    new RebootDBInstanceCommand({ DBInstanceIdentifier: target.name }),
    target,
  );
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
  await target.api.call(
    'rds',
    new RebootDBInstanceCommand({
      DBInstanceIdentifier: target.name,
      ForceFailover: true,
    }),
    target,
  );
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
  const { status } = recorded.instance;
  const kind = meaningOf(status)?.kind;
  // For any other status, AWS says why it cannot be started or stopped.
  const isDone = wake
    ? kind === 'available' || status === 'starting'
    : kind === 'stopped' || status === 'stopping';
  if (isDone) return;
  const name = { DBInstanceIdentifier: target.name };
  if (wake)
    await target.api.call('rds', new StartDBInstanceCommand(name), target);
  else await target.api.call('rds', new StopDBInstanceCommand(name), target);
}
