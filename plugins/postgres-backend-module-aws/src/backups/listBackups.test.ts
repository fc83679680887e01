import type { DBSnapshot } from '@aws-sdk/client-rds';
import { CannedApi } from '../__testUtils__/cannedApi';
import { facts, runningInstance } from '../__testUtils__/instances';
import { message } from '../messages';
import { noDetails } from '../observe/RegionDetails';
import { listBackups } from './listBackups';

const { DbiResourceId, InstanceCreateTime } = runningInstance();
const snapshot = (id: string, more: Partial<DBSnapshot>): DBSnapshot => ({
  DBSnapshotIdentifier: id,
  DbiResourceId,
  InstanceCreateTime,
  Status: 'available',
  SnapshotType: 'manual',
  ...more,
});

async function list(
  snapshots: DBSnapshot[],
  ofAwsBackup: DBSnapshot[] = [],
  region: object = {},
) {
  const api = new CannedApi({
    DescribeDBSnapshots: ({ SnapshotType }) => ({
      DBSnapshots: SnapshotType === 'awsbackup' ? ofAwsBackup : snapshots,
    }),
  });
  const recorded = { instance: facts() };
  const observation = {
    config: { ...api.config, ...region },
    at: '2030-02-01T12:00:00.000Z',
    instances: [recorded],
    details: noDetails,
  };
  const { backups } = await listBackups(api, observation, recorded, {});
  return backups;
}

it('lists snapshots of AWS Backup as well', async () => {
  const SnapshotCreateTime = new Date('2030-01-31T03:00:00.000Z');
  expect(
    await list(
      [snapshot('own', { SnapshotCreateTime })],
      [
        snapshot('theirs', {
          SnapshotCreateTime,
          SnapshotType: 'awsbackup',
        }),
      ],
    ),
  ).toMatchObject([
    { id: 'own', finishedAt: '2030-01-31T03:00:00.000Z' },
    { id: 'theirs', location: 'AWS Backup' },
  ]);
});

it('invents no time: a running snapshot has that of its request', async () => {
  const Status = 'creating';
  const requested = '2030-02-01T11:59:00.000Z';
  const TagList = [{ Key: 'pgstage:created', Value: requested }];
  expect(
    await list([
      snapshot('own', { Status, TagList }),
      snapshot('theirs', { Status }),
    ]),
  ).toMatchObject([{ id: 'own', status: 'running', startedAt: requested }]);
});

it('relies on no snapshot of an emulator', async () => {
  const own = snapshot('own', { SnapshotCreateTime: new Date() });
  expect(await list([own])).not.toMatchObject([
    { restoreObstacle: expect.anything() },
  ]);
  expect(
    await list([own], [], { endpoint: 'http://127.0.0.1:5000' }),
  ).toMatchObject([
    {
      status: 'finished',
      restoreObstacle: { kind: 'may-fail', what: message('emulatedBackup') },
    },
  ]);
});
