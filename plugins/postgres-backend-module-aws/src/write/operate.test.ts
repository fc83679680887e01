import type { DBInstance } from '@aws-sdk/client-rds';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { LOCATION } from '../__testUtils__/testRegion';
import { hibernateDatabase, restartDatabase, switchOver } from './operate';
import type { WriteTarget } from './WriteTarget';

async function operate(
  work: (target: WriteTarget) => Promise<void>,
  instance: Partial<DBInstance> = {},
) {
  const TagList = [
    ...(await signedTags(databaseRecord())),
    ...(instance.TagList ?? []),
  ];
  const api = new CannedApi({
    DescribeDBInstances: () => ({
      DBInstances: [runningInstance({ ...instance, TagList })],
    }),
    RebootDBInstance: () => ({}),
    StartDBInstance: () => ({}),
    StopDBInstance: () => ({}),
  });
  const outcome = await work({
    ref: `aws-rds:${LOCATION}/orders`,
    name: 'orders',
    api,
    signer,
  }).catch((error: Error) => error.name);
  return [outcome, ...api.calls.filter(([name]) => !/^Describe/.test(name))];
}
const name = { DBInstanceIdentifier: 'orders' };
const multiAz = { MultiAZ: true };

it('reboots, and fails over only with a standby', async () => {
  expect(await operate(target => restartDatabase(target, {}))).toEqual([
    undefined,
    ['RebootDBInstance', name],
  ]);
  expect(await operate(target => switchOver(target, {}), multiAz)).toEqual([
    undefined,
    ['RebootDBInstance', { ...name, ForceFailover: true }],
  ]);
  expect(await operate(target => switchOver(target, {}))).toEqual([
    'ConflictError',
  ]);
});

it('stops and starts, and does nothing if it is already stopped or started', async () => {
  const stop = (target: WriteTarget) => hibernateDatabase(target, {});
  const wake = (target: WriteTarget) =>
    hibernateDatabase(target, { wake: true });
  const in_ = (DBInstanceStatus: string) => ({ DBInstanceStatus });
  expect(await operate(stop)).toEqual([undefined, ['StopDBInstance', name]]);
  expect(await operate(wake, in_('stopped'))).toEqual([
    undefined,
    ['StartDBInstance', name],
  ]);
  for (const status of ['stopped', 'stopping'])
    expect(await operate(stop, in_(status))).toEqual([undefined]);
  for (const status of ['available', 'starting'])
    expect(await operate(wake, in_(status))).toEqual([undefined]);
  // AWS says why it cannot be started now.
  for (const status of ['stopping', 'failed'])
    expect(await operate(wake, in_(status))).toEqual([
      undefined,
      ['StartDBInstance', name],
    ]);
});

it('refuses inputs that Amazon RDS does not support, and instances of other tools', async () => {
  const refused = [
    await operate(target => restartDatabase(target, { instance: 'other' })),
    await operate(target => restartDatabase(target, { reload: true })),
    await operate(target => switchOver(target, { instance: 'x' }), multiAz),
  ];
  expect(refused).toEqual([['InputError'], ['InputError'], ['InputError']]);
  const TagList = [{ Key: 'aws:cloudformation:stack-name', Value: 'okctl' }];
  expect(
    await operate(target => restartDatabase(target, {}), { TagList }),
  ).toEqual(['ConflictError']);
});
