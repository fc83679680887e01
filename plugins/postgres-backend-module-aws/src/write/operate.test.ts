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

describe('if the response is lost', () => {
  const lost = new Error('no response');
  /** Calls an AWS that sends no response; afterwards, the instance has the status. */
  const attempt = async (
    work: (target: WriteTarget) => Promise<void>,
    after: string,
    before = 'available',
  ) => {
    const TagList = await signedTags(databaseRecord());
    let DBInstanceStatus = before;
    const respond = () => {
      DBInstanceStatus = after;
      throw lost;
    };
    const api = new CannedApi({
      DescribeDBInstances: () => ({
        DBInstances: [runningInstance({ TagList, DBInstanceStatus })],
      }),
      RebootDBInstance: respond,
      StartDBInstance: respond,
      StopDBInstance: respond,
    });
    return work({ ref: 'ref', name: 'orders', api, signer }).catch(e => e);
  };
  const reboot = (target: WriteTarget) => restartDatabase(target, {});
  const stop = (target: WriteTarget) => hibernateDatabase(target, {});
  const wake = (target: WriteTarget) =>
    hibernateDatabase(target, { wake: true });

  it('the status shows whether the call took effect', async () => {
    expect(await attempt(reboot, 'rebooting')).toBeUndefined();
    expect(await attempt(reboot, 'available')).toBe(lost);
    expect(await attempt(stop, 'stopping')).toBeUndefined();
    expect(await attempt(stop, 'available')).toBe(lost);
    expect(await attempt(wake, 'starting', 'stopped')).toBeUndefined();
    expect(await attempt(wake, 'stopped', 'stopped')).toBe(lost);
  });
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
