import { mockServices } from '@backstage/backend-test-utils';
import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import { FakeAws } from '../__testUtils__/fakeAws';
import { binding, signer } from '../__testUtils__/instances';
import { actor, requestFor } from '../__testUtils__/requests';
import { LOCATION, testApi, testRegion } from '../__testUtils__/testRegion';
import { noStore } from '../__testUtils__/MemoryStore';
import { RdsProvider } from './RdsProvider';

const ref = `aws-rds:${LOCATION}/orders`;
let fake: FakeAws;
beforeEach(async () => {
  fake = await FakeAws.start();
});
afterEach(() => fake.stop());

const logger = mockServices.logger.mock();

/** A provider of a new process. */
const provider = (versions = ['17']) =>
  new RdsProvider({
    regions: [
      testApi(
        testRegion(
          { endpoint: fake.endpoint },
          { versions, backups: { retentionDays: 5, window: '01:00-01:30' } },
        ),
      ),
    ],
    signer,
    logger,
    credentialStore: noStore,
  });

const copy: ProvisionRestore = {
  name: 'copy',
  binding: {
    ...binding,
    resourceRef: 'resource:default/copy',
    entityRefs: ['component:default/billing'],
  },
};
const restore = (more: Partial<ProvisionRestore> = {}) =>
  provider().restore(ref, { ...copy, ...more }, { actor });

const instance = (name: string) => fake.region().instances.get(name)!;
const minutesAgo = (minutes: number) =>
  new Date(fake.clock.now().getTime() - minutes * 60_000).toISOString();

/** Creates the source with a snapshot and a recovery window; returns the id of the snapshot. */
async function backedUp(options = {}): Promise<string> {
  const now = provider();
  await now.create(
    requestFor('orders', {
      protected: true,
      options: {
        multiAz: true,
        maxStorage: '200Gi',
        maintenanceWindow: 'mon:04:00-mon:05:00',
        ...options,
      },
    }),
    { actor },
  );
  fake.clock.settle();
  await now.reconcile({});
  const { id } = await now.createBackup(ref, {}, { actor });
  fake.clock.settle();
  fake.clock.advance(1_800);
  return id;
}

/** Completes the restore, as AWS and the schedule of `reconcile` do. */
async function complete() {
  fake.clock.settle();
  await provider().reconcile({});
  fake.clock.settle();
}

/** Returns the resources of the region that a restore can add. */
function resources() {
  const region = fake.region();
  return {
    instances: [...region.instances.keys()].sort(),
    secrets: region.secrets.size,
    snapshots: region.snapshots.size,
    parameterGroups: [...region.parameterGroups.keys()],
    securityGroups: [...region.securityGroups.values()]
      .map(({ GroupName, ingress, egress }) => [
        GroupName,
        ingress.length,
        egress.length,
      ])
      .sort(),
  };
}

const groupId = (name: string) =>
  [...fake.region().securityGroups.values()].find(
    ({ GroupName }) => GroupName === name,
  )!.GroupId;

function expectSettings(name = 'copy') {
  expect(instance(name).db).toMatchObject({
    DBInstanceClass: 'db.t4g.medium',
    MultiAZ: true,
    DeletionProtection: true,
    PubliclyAccessible: false,
    StorageEncrypted: true,
    CopyTagsToSnapshot: true,
    MaxAllocatedStorage: 200,
    BackupRetentionPeriod: 5,
    PreferredBackupWindow: '01:00-01:30',
    PreferredMaintenanceWindow: 'mon:04:00-mon:05:00',
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    DBSubnetGroup: { DBSubnetGroupName: 'pgstage-vpc-0123456789abcdef0' },
    DBParameterGroups: [{ DBParameterGroupName: 'pgstage-postgres17' }],
    VpcSecurityGroups: [{ VpcSecurityGroupId: groupId(`pgstage-${name}`) }],
    MasterUserSecret: { SecretStatus: 'active' },
  });
}

describe.each(['a snapshot', 'a point in time', 'the latest time'])(
  'a restore of %s',
  kind => {
    let request: Partial<ProvisionRestore>;
    beforeEach(async () => {
      const backup = await backedUp();
      request = {
        'a snapshot': { backup },
        'a point in time': { targetTime: minutesAgo(15) },
        'the latest time': {},
      }[kind]!;
    });

    it('ends in a database of its own with all settings, and does not modify the source', async () => {
      const before = JSON.stringify(instance('orders'));
      const secret = instance('orders').db.MasterUserSecret!.SecretArn;
      const started = await restore(request);
      expect(started).toMatchObject({
        ref: `aws-rds:${LOCATION}/copy`,
        binding: copy.binding,
        created: { by: actor },
        status: { state: 'changing' },
        database: 'orders',
        user: 'orders',
      });
      await complete();
      expectSettings();
      const { db, masterPassword } = instance('copy');
      expect(db.MasterUserSecret!.SecretArn).not.toBe(secret);
      expect(masterPassword).not.toBe(instance('orders').masterPassword);
      expect(JSON.stringify(instance('orders'))).toBe(before);
      // Nothing is left to do.
      const calls = fake.calls.calls.length;
      await provider().reconcile({});
      const repeated = fake.calls.calls.slice(calls);
      expect(repeated.map(({ action }) => action)).not.toContain(
        'ModifyDBInstance',
      );
    });

    it('is complete after an interruption after any call and a repeat, or a reconcile', async () => {
      const from = fake.calls.calls.length;
      await restore(request);
      const count = fake.calls.calls.length - from;
      expect(count).toBeGreaterThan(12);
      await complete();
      const expected = resources();
      expect(expected.instances).toEqual(['copy', 'orders']);
      for (let n = 1; n < count; n += 1) {
        await fake.stop();
        fake = await FakeAws.start();
        const backup = await backedUp();
        const again = {
          ...(request.backup && { backup }),
          ...(request.targetTime && { targetTime: minutesAgo(15) }),
        };
        fake.afterCall(n);
        await expect(restore(again)).rejects.toThrow();
        fake.startNewCaller();
        const begun = instance('copy') !== undefined;
        // What the request began is completed also without a repeat.
        if (!begun) await restore(again);
        await complete();
        expect([n, resources()]).toEqual([n, expected]);
        expectSettings();
        expect((await restore(again)).steps).toMatchObject([
          { id: 'instance', state: 'done' },
          { id: 'settings', state: 'done' },
          { id: 'credentials', state: 'done' },
        ]);
        expect(resources()).toEqual(expected);
      }
      expect(logger.warn).not.toHaveBeenCalled();
    }, 600_000);
  },
);

it('is changing until its settings are set, also if the process ends after AWS has set them', async () => {
  const backup = await backedUp();
  expect((await restore({ backup })).status).toMatchObject({
    state: 'changing',
  });
  fake.clock.settle();
  const copied = `aws-rds:${LOCATION}/copy`;
  const connection = await provider().connection(copied);
  expect(connection).toMatchObject({ database: 'orders' });
  expect(connection.credentials).toBeUndefined();

  const calls = () => fake.calls.calls.map(({ action }) => action);
  // After the call that sets them.
  fake.afterCall(8);
  await expect(restore({ backup })).rejects.toThrow();
  expect(calls().pop()).toBe('ModifyDBInstance');
  fake.startNewCaller();
  fake.clock.settle();
  // The claim of the process that ended is waited for.
  await complete();
  expectSettings();
  expect(calls().filter(action => action === 'ModifyDBInstance')).toHaveLength(
    1,
  );
  const { status, steps } = await restore({ backup });
  expect(status.state).toBe('unknown');
  expect(steps[1]).toMatchObject({ id: 'settings', state: 'done' });
}, 120_000);

it('keeps the version of the time before an upgrade', async () => {
  await backedUp();
  const before = minutesAgo(15);
  Object.assign(instance('orders').db, { EngineVersion: '18.3' });
  for (const { snapshot } of fake.region().snapshots.values())
    Object.assign(snapshot, { OriginalSnapshotCreateTime: new Date(before) });
  // The fake restores the present version, so that the group of the request is refused.
  await expect(restore({ targetTime: before })).rejects.toThrow(
    /pgstage-postgres17/,
  );
});

/** Deletes the source without its backups, and creates another instance with its name. */
function replaceSource() {
  const { db, ...record } = instance('orders');
  fake.region().instances.set('orders', {
    ...record,
    db: {
      ...db,
      DbiResourceId: 'db-OTHER',
      DBName: 'other',
      InstanceCreateTime: fake.clock.now(),
    },
  });
}

it('never restores another instance with the name of its source, at whichever call that replaces it', async () => {
  await backedUp();
  const from = fake.calls.calls.length;
  await restore();
  const count = fake.calls.calls.length - from;
  const outcomes = new Set<string>();
  for (let n = 1; n <= count; n += 1) {
    await fake.stop();
    fake = await FakeAws.start();
    await backedUp();
    fake.afterCall(n, replaceSource);
    const outcome = await restore().then(
      () => 'restored',
      ({ name, message }) => `${name}: ${message}`,
    );
    outcomes.add(`${outcome}; copy of ${instance('copy')?.db.DBName}`);
  }
  expect([...outcomes].sort()).toEqual([
    expect.stringMatching(
      /^ConflictError: Database 'orders' cannot be restored: .*; copy of undefined$/,
    ),
    expect.stringMatching(
      /^ConflictError: Instance 'orders' with the resource id db-FAKE\d+ does not exist.*; copy of undefined$/,
    ),
    'restored; copy of orders',
  ]);
}, 600_000);

it.each([
  ['a backup of nobody', () => ({ backup: 'nonsense' }), /^backup must be/],
  [
    'a backup of an earlier instance with the name',
    (backup: string) => {
      const { snapshot } = fake.region().snapshots.get(backup)!;
      snapshot.DbiResourceId = 'db-EARLIER';
      return { backup };
    },
    /^backup must be/,
  ],
  [
    'both a backup and a time',
    () => ({ backup: 'one', targetTime: minutesAgo(10) }),
    /^backup must be left out/,
  ],
  [
    'a time before the recovery window',
    () => ({ targetTime: minutesAgo(24 * 60) }),
    /^targetTime must be between/,
  ],
  [
    'a time in the future',
    () => ({ targetTime: minutesAgo(-60) }),
    /^targetTime must be between/,
  ],
  ['an invalid name', () => ({ name: 'Copy' }), /^name must be/],
])('refuses %s, and creates nothing', async (_, request, expected) => {
  const backup = await backedUp();
  const before = resources();
  await expect(restore(request(backup))).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringMatching(expected),
  });
  expect(resources()).toEqual(before);
});

it('refuses a name in use, with the differences, and a create of the name of a restored database', async () => {
  const backup = await backedUp();
  await restore({ backup });
  await complete();
  await expect(restore({ targetTime: minutesAgo(10) })).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringMatching(/backup is .*targetTime is none/),
  });
  await expect(
    restore({ backup, binding: { ...copy.binding, owner: 'group:default/x' } }),
  ).rejects.toThrow(/owner is group:default\/shop/);
  const request = {
    ...requestFor('copy', { database: 'orders', user: 'orders' }),
    binding: copy.binding,
  };
  await expect(provider().create(request, { actor })).rejects.toThrow(
    /source is aws-rds:/,
  );
});
