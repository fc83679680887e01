import {
  CreateDBInstanceReadReplicaCommand,
  CreateDBSnapshotCommand,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
  PromoteReadReplicaCommand,
  type RDSClient,
  RebootDBInstanceCommand,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { FakeAws } from '.';
import { creation, creationWithPassword, testClients } from './testClients';

let fake: FakeAws;
let rds: RDSClient;
beforeEach(async () => {
  fake = await FakeAws.start();
  rds = testClients(fake).rds;
});
afterEach(() => fake.stop());

const id = { DBInstanceIdentifier: 'orders' };

async function observe(name: string = 'orders') {
  const { DBInstances } = await rds.send(
    new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }),
  );
  return DBInstances![0];
}

async function exists(input: Parameters<typeof creation>[1] = {}) {
  await rds.send(creationWithPassword('orders', input));
  fake.clock.settle();
}

/** Statuses in their order, looked at every ten seconds. */
async function statuses(name?: string): Promise<string[]> {
  const seen: string[] = [];
  for (let time = 0; time < 5_000; time += 10) {
    const { DBInstanceStatus: status } = await observe(name);
    if (seen[seen.length - 1] !== status) {
      seen.push(status!);
    }
    if (seen.length > 1 && status === 'available') {
      break;
    }
    fake.clock.advance(10);
  }
  return seen;
}

it('creates: creating, backing-up, available', async () => {
  await rds.send(creation('orders', { MultiAZ: true }));
  const first = await observe();
  expect(first.Endpoint).toBeUndefined();
  expect(first.InstanceCreateTime).toBeUndefined();
  expect(first.MasterUserSecret!.SecretStatus).toBe('creating');
  expect(await statuses()).toEqual(['creating', 'backing-up', 'available']);
  const last = await observe();
  expect(last.Endpoint!.Address).toMatch(/^orders\..*eu-west-1/);
  expect(last.SecondaryAvailabilityZone).not.toBe(last.AvailabilityZone);
  expect(last.MasterUserSecret!.SecretStatus).toBe('active');
  expect(last.LatestRestorableTime!.getTime()).toBeGreaterThan(
    last.InstanceCreateTime!.getTime(),
  );
});

it('modifies: pending values first, then modifying, then applied', async () => {
  await exists();
  await rds.send(
    new ModifyDBInstanceCommand({
      ...id,
      DBInstanceClass: 'db.m7g.large',
      ApplyImmediately: true,
    }),
  );
  expect(await observe()).toMatchObject({
    DBInstanceStatus: 'available',
    DBInstanceClass: 'db.t4g.medium',
    PendingModifiedValues: { DBInstanceClass: 'db.m7g.large' },
  });
  fake.clock.advance(40);
  expect(await statuses()).toEqual(['modifying', 'available']);
  const { DBInstanceClass, PendingModifiedValues } = await observe();
  expect(DBInstanceClass).toBe('db.m7g.large');
  expect(PendingModifiedValues).toEqual({});
});

it('applies pending changes in the maintenance window, or with an immediate change', async () => {
  await exists();
  const modify = (input: object) =>
    rds.send(new ModifyDBInstanceCommand({ ...id, ...input }));
  await modify({ MultiAZ: true, DeletionProtection: true });
  fake.clock.settle();
  expect(await observe()).toMatchObject({
    MultiAZ: false,
    DeletionProtection: true,
    PendingModifiedValues: { MultiAZ: true },
  });
  await modify({ DBInstanceClass: 'db.m7g.large', ApplyImmediately: true });
  fake.clock.settle();
  expect(await observe()).toMatchObject({
    MultiAZ: true,
    DBInstanceClass: 'db.m7g.large',
  });
  await modify({ MultiAZ: false });
  const region = fake.region();
  fake.openMaintenanceWindow(region, region.instances.get('orders')!);
  fake.clock.settle();
  expect(await observe()).toMatchObject({ MultiAZ: false });
});

it('grows storage, then refuses to for six hours, and never shrinks', async () => {
  await exists();
  const grow = (AllocatedStorage: number) =>
    rds.send(
      new ModifyDBInstanceCommand({
        ...id,
        AllocatedStorage,
        ApplyImmediately: true,
      }),
    );
  await grow(40);
  fake.clock.advance(40);
  expect(await statuses()).toEqual([
    'modifying',
    'storage-optimization',
    'available',
  ]);
  const refused = { name: 'InvalidParameterCombination' };
  await expect(grow(60)).rejects.toMatchObject(refused);
  fake.clock.advance(6 * 3_600);
  await expect(grow(30)).rejects.toMatchObject(refused);
  await grow(60);
});

it('accepts more storage when it is full', async () => {
  await exists();
  fake.setStatus(fake.region().instances.get('orders')!, 'storage-full');
  await rds.send(
    new ModifyDBInstanceCommand({
      ...id,
      AllocatedStorage: 40,
      ApplyImmediately: true,
    }),
  );
  fake.clock.settle();
  expect(await observe()).toMatchObject({
    AllocatedStorage: 40,
    DBInstanceStatus: 'available',
  });
});

it('reboots, with failover only if there is a standby', async () => {
  await exists({ MultiAZ: true });
  const before = await observe();
  await rds.send(new RebootDBInstanceCommand({ ...id, ForceFailover: true }));
  expect(await statuses()).toEqual(['rebooting', 'available']);
  expect((await observe()).AvailabilityZone).toBe(
    before.SecondaryAvailabilityZone,
  );
  await rds.send(creation('single'));
  fake.clock.settle();
  await expect(
    rds.send(
      new RebootDBInstanceCommand({
        DBInstanceIdentifier: 'single',
        ForceFailover: true,
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
});

it('stops for seven days, and cannot be modified while it is stopped', async () => {
  await exists();
  await rds.send(new StopDBInstanceCommand(id));
  fake.clock.advance(200);
  const stopped = await observe();
  expect(stopped.DBInstanceStatus).toBe('stopped');
  expect(stopped.AutomaticRestartTime).toBeInstanceOf(Date);
  await expect(
    rds.send(new ModifyDBInstanceCommand({ ...id, MultiAZ: true })),
  ).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
  fake.clock.advance(7 * 86_400 + 60);
  expect(await statuses()).toEqual(['starting', 'available']);
  await rds.send(new StopDBInstanceCommand(id));
  fake.clock.advance(200);
  await rds.send(new StartDBInstanceCommand(id));
  expect(await statuses()).toEqual(['starting', 'available']);
  fake.clock.advance(8 * 86_400);
  expect((await observe()).DBInstanceStatus).toBe('available');
});

it('deletes an instance once, with a final snapshot, and not while it is protected', async () => {
  await exists({ DeletionProtection: true });
  const remove = new DeleteDBInstanceCommand({
    ...id,
    FinalDBSnapshotIdentifier: 'orders-final',
    DeleteAutomatedBackups: false,
  });
  const refused = { name: 'InvalidParameterCombination' };
  await expect(rds.send(remove)).rejects.toMatchObject(refused);
  await rds.send(
    new ModifyDBInstanceCommand({ ...id, DeletionProtection: false }),
  );
  await expect(rds.send(new DeleteDBInstanceCommand(id))).rejects.toMatchObject(
    refused,
  );
  await rds.send(remove);
  expect((await observe()).DBInstanceStatus).toBe('deleting');
  await expect(rds.send(remove)).rejects.toMatchObject({
    name: 'InvalidDBInstanceStateFault',
  });
  fake.clock.settle();
  await expect(observe()).rejects.toMatchObject({
    name: 'DBInstanceNotFoundFault',
  });
  await rds.send(creation('orders'));
  fake.clock.settle();
  await expect(rds.send(remove)).rejects.toMatchObject({
    name: 'DBSnapshotAlreadyExistsFault',
  });
});

it('takes no final snapshot of an instance without network', async () => {
  await rds.send(creation('orders'));
  fake.clock.advance(10);
  fake.setStatus(
    fake.region().instances.get('orders')!,
    'incompatible-network',
  );
  fake.clock.settle();
  await expect(
    rds.send(
      new DeleteDBInstanceCommand({
        ...id,
        FinalDBSnapshotIdentifier: 'final',
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
  await rds.send(
    new DeleteDBInstanceCommand({ ...id, SkipFinalSnapshot: true }),
  );
});

it('has the status backing-up while a snapshot is taken', async () => {
  await exists();
  await rds.send(
    new CreateDBSnapshotCommand({ ...id, DBSnapshotIdentifier: 'one' }),
  );
  const observed = async () =>
    (await rds.send(new DescribeDBSnapshotsCommand(id))).DBSnapshots![0];
  expect(await observed()).toMatchObject({
    Status: 'creating',
    PercentProgress: 0,
  });
  expect(await statuses()).toEqual(['backing-up', 'available']);
  expect(await observed()).toMatchObject({
    Status: 'available',
    SnapshotCreateTime: expect.any(Date),
  });
});

it('adds a replica and promotes it', async () => {
  await exists();
  const replica = { DBInstanceIdentifier: 'orders-replica' };
  await rds.send(
    new CreateDBInstanceReadReplicaCommand({
      ...replica,
      SourceDBInstanceIdentifier: 'orders',
    }),
  );
  fake.clock.settle();
  expect(await observe()).toMatchObject({
    ReadReplicaDBInstanceIdentifiers: ['orders-replica'],
  });
  expect(await observe('orders-replica')).toMatchObject({
    ReadReplicaSourceDBInstanceIdentifier: 'orders',
    BackupRetentionPeriod: 0,
    StatusInfos: [{ Status: 'replicating' }],
  });
  await expect(rds.send(new StopDBInstanceCommand(id))).rejects.toMatchObject({
    name: 'InvalidDBInstanceStateFault',
  });
  await rds.send(
    new PromoteReadReplicaCommand({ ...replica, BackupRetentionPeriod: 7 }),
  );
  expect(await statuses('orders-replica')).toEqual([
    'modifying',
    'rebooting',
    'backing-up',
    'available',
  ]);
  const promoted = await observe('orders-replica');
  expect(promoted.ReadReplicaSourceDBInstanceIdentifier).toBeUndefined();
  expect((await observe()).ReadReplicaDBInstanceIdentifiers ?? []).toEqual([]);
});
