import {
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBParametersCommand,
  DescribeDBSubnetGroupsCommand,
} from '@aws-sdk/client-rds';
import {
  CreateTagsCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { binding, signer } from '../__testUtils__/instances';
import { InterruptedApi, Killed } from '../__testUtils__/interruptedApi';
import { type Moto, startMoto } from '../__testUtils__/moto';
import { actor, requestFor } from '../__testUtils__/requests';
import {
  testApi,
  testCredentials,
  testRegion,
} from '../__testUtils__/testRegion';
import { createClients, type RegionApi } from '../aws';
import type { RegionConfig } from '../config';
import { refOf } from '../observe';
import { CREATED_TAG } from '../record';
import { changeDatabase } from './changeDatabase';
import { checkSpec } from './checkSpec';
import { createDatabase } from './createDatabase';
import { removeDatabase } from './removeDatabase';
import { findInstance, type WriteTarget } from './WriteTarget';

jest.setTimeout(300_000);

describeWithPart('PGSTAGE_MOTO_SERVER', 'with moto_server', program => {
  let moto: Moto;
  let config: RegionConfig;
  beforeAll(async () => {
    moto = await startMoto(program);
    config = testRegion({
      endpoint: moto.endpoint,
      network: {
        vpcId: moto.vpcId,
        subnetIds: moto.subnetIds,
        applicationSecurityGroups: [],
      },
    });
  });
  afterAll(() => moto?.stop());

  const targetOf = (
    name: string,
    api: RegionApi = testApi(config),
  ): WriteTarget => ({
    ref: refOf(config.id, name),
    name,
    api,
    signer,
  });
  const create = (target: WriteTarget) => {
    const request = requestFor(target.name);
    const spec = checkSpec(config, target.name, request);
    return createDatabase(target, { request, spec }, { actor });
  };

  /** Returns the resources of a database, and those that all databases share. */
  async function inAccount(name: string) {
    const { DBInstances = [] } = await moto.rds.send(
      new DescribeDBInstancesCommand({}),
    );
    const instance = DBInstances.filter(
      ({ DBInstanceIdentifier }) => DBInstanceIdentifier === name,
    );
    const { SecurityGroups = [] } = await moto.ec2.send(
      new DescribeSecurityGroupsCommand({}),
    );
    const groups = SecurityGroups.filter(({ GroupName }) =>
      [`pgstage-${name}`, `pgstage-${name}-clients`].includes(GroupName!),
    );
    const { DBSubnetGroups = [] } = await moto.rds.send(
      new DescribeDBSubnetGroupsCommand({}),
    );
    const { DBParameterGroups = [] } = await moto.rds.send(
      new DescribeDBParameterGroupsCommand({}),
    );
    return { instance, groups, DBSubnetGroups, DBParameterGroups };
  }

  /** Makes groups so old that no create completes them. */
  async function age(Resources: string[]) {
    const Value = new Date(Date.now() - 3 * 60 * 60_000).toISOString();
    await moto.ec2.send(
      new CreateTagsCommand({
        Resources,
        Tags: [{ Key: CREATED_TAG, Value }],
      }),
    );
  }

  async function expectComplete(name: string) {
    const found = await inAccount(name);
    expect(found.instance).toHaveLength(1);
    const [{ VpcSecurityGroups, ...instance }] = found.instance;
    expect(instance).toMatchObject({
      StorageEncrypted: true,
      DeletionProtection: false,
      CopyTagsToSnapshot: true,
      MasterUserSecret: { SecretArn: expect.stringContaining('rds!db-') },
      DBSubnetGroup: { DBSubnetGroupName: `pgstage-${moto.vpcId}` },
      DBParameterGroups: [{ DBParameterGroupName: 'pgstage-postgres17' }],
    });
    const [incoming, outgoing] = ['', '-clients'].map(suffix =>
      found.groups.filter(
        ({ GroupName }) => GroupName === `pgstage-${name}${suffix}`,
      ),
    );
    expect([incoming.length, outgoing.length]).toEqual([1, 1]);
    const port = { FromPort: 5432, ToPort: 5432 };
    const pair = (GroupId?: string) =>
      expect.objectContaining({
        ...port,
        UserIdGroupPairs: [expect.objectContaining({ GroupId })],
      });
    expect(incoming[0].IpPermissions).toEqual([pair(outgoing[0].GroupId)]);
    expect(incoming[0].IpPermissionsEgress).toEqual([]);
    expect(outgoing[0].IpPermissions).toEqual([]);
    expect(outgoing[0].IpPermissionsEgress).toEqual([
      pair(incoming[0].GroupId),
    ]);
    expect(VpcSecurityGroups).toEqual([
      expect.objectContaining({ VpcSecurityGroupId: incoming[0].GroupId }),
    ]);
    expect(found.DBSubnetGroups).toHaveLength(1);
    expect(found.DBParameterGroups).toHaveLength(1);
    const { Parameters = [] } = await moto.rds.send(
      new DescribeDBParametersCommand({
        DBParameterGroupName: 'pgstage-postgres17',
      }),
    );
    expect(Parameters.map(({ ParameterName }) => ParameterName).sort()).toEqual(
      [
        'log_min_duration_statement',
        'rds.force_ssl',
        'shared_preload_libraries',
      ],
    );
    const recorded = await findInstance(targetOf(name));
    expect(recorded).toMatchObject({ stale: false, record: { binding } });
    expect(recorded!.record).not.toHaveProperty('pending');
  }

  /**
   * Runs `work` repeatedly, killed after the first call, the second, and so on, until
   * it completes. Returns the calls of the last run.
   */
  async function killedAfterEachCall(
    prefix: string,
    work: (target: WriteTarget) => Promise<void>,
    check: (name: string) => Promise<void>,
    prepare: (name: string) => Promise<void> = async () => {},
  ): Promise<string[]> {
    for (let after = 1; ; after += 1) {
      const name = `${prefix}${after}`;
      await prepare(name);
      const clients = createClients(config, testCredentials());
      const api = new InterruptedApi(config, clients, after);
      const outcome = await work(targetOf(name, api)).catch(error => error);
      if (outcome) expect(outcome).toBeInstanceOf(Killed);
      await check(name);
      if (!outcome) return api.calls;
    }
  }

  it('completes a create that was killed after any call, if it is repeated', async () => {
    const calls = await killedAfterEachCall('create', create, async name => {
      await create(targetOf(name));
      await expectComplete(name);
      // Nothing is left to do.
      await create(targetOf(name));
      await expectComplete(name);
    });
    expect(calls.length).toBeGreaterThan(12);
    expect(calls).toContain('CreateDBInstance');
  });

  it('completes a change that was killed after any call, if it is repeated', async () => {
    const change = { storage: '40Gi', size: 'medium' };
    const calls = await killedAfterEachCall(
      'change',
      target => changeDatabase(target, change),
      async name => {
        await changeDatabase(targetOf(name), change);
        expect(await findInstance(targetOf(name))).toMatchObject({
          instance: { class: 'db.m7g.large', storage: { gibibytes: 40 } },
          record: { spec: change },
        });
      },
      name => create(targetOf(name)),
    );
    expect(calls).toContain('ModifyDBInstance');
  });

  it('completes a removal that was killed after any call, if it is repeated', async () => {
    const calls = await killedAfterEachCall(
      'remove',
      target => removeDatabase(target, { force: true }),
      async name => {
        await removeDatabase(targetOf(name), { force: true });
        // They could be those of another create.
        const { instance, groups } = await inAccount(name);
        expect([instance.length, groups.length]).toEqual([0, 2]);
        await age(groups.map(({ GroupId }) => GroupId!));
        await removeDatabase(targetOf(name), { force: true });
        expect(await inAccount(name)).toMatchObject({
          instance: [],
          groups: [],
        });
      },
      name => create(targetOf(name)),
    );
    expect(calls).toContain('DeleteDBInstance');
  });
});
