import { inspect } from 'node:util';
import {
  CreateTagsCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
} from '@aws-sdk/client-secrets-manager';
import { mockServices } from '@backstage/backend-test-utils';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  describeWithPart,
  loggedBy,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { binding, signer } from '../__testUtils__/instances';
import { type Moto, startMoto } from '../__testUtils__/moto';
import { allowedActions } from '../__testUtils__/policies';
import { MemoryStore } from '../__testUtils__/MemoryStore';
import { RecordingApi } from '../__testUtils__/recordingApi';
import { actor, requestFor } from '../__testUtils__/requests';
import { testCredentials, testRegion } from '../__testUtils__/testRegion';
import { createClients } from '../aws';
import { CREATED_TAG } from '../record';
import { RdsProvider } from './RdsProvider';

jest.setTimeout(180_000);

/** Actions that AWS requires in addition to the action that is called, or whose need moto cannot show. */
const IMPLIED = [
  // Required to create a security group with tags.
  'ec2:CreateTags',
  // Required for enhanced monitoring, and for a customer managed key.
  ...['iam:PassRole', 'kms:CreateGrant', 'kms:Decrypt'],
  ...['kms:DescribeKey', 'kms:GenerateDataKey'],
  // Amazon RDS creates the secret in the name of the caller.
  ...['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
];

/** Makes all groups of pgstage so old that no create completes them. */
async function ageGroups({ ec2 }: Moto) {
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [{ Name: 'tag-key', Values: [CREATED_TAG] }],
    }),
  );
  const Value = new Date(Date.now() - 3 * 60 * 60_000).toISOString();
  await ec2.send(
    new CreateTagsCommand({
      Resources: SecurityGroups.map(({ GroupId }) => GroupId!),
      Tags: [{ Key: CREATED_TAG, Value }],
    }),
  );
}

/** Restores the latest time. moto ignores the id of the source, and restores its only instance. */
async function restoreToTime(moto: Moto, provider: RdsProvider, ref: string) {
  const name = 'of-time';
  const restored = await provider.restore(ref, { name, binding }, { actor });
  const { DBInstances } = await moto.rds.send(
    new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }),
  );
  expect(DBInstances).toMatchObject([
    {
      DBInstanceClass: 'db.t4g.medium',
      DeletionProtection: true,
      DBSubnetGroup: { DBSubnetGroupName: `pgstage-${moto.vpcId}` },
      DBParameterGroups: [{ DBParameterGroupName: 'pgstage-postgres17' }],
    },
  ]);
  return restored;
}

describeWithPart('PGSTAGE_MOTO_SERVER', 'with moto_server', program => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto(program);
  });
  afterAll(() => moto?.stop());

  it('calls exactly the actions that the policies allow, and never discloses a password', async () => {
    const config = testRegion(
      {
        endpoint: moto.endpoint,
        network: { vpcId: moto.vpcId, subnetIds: moto.subnetIds },
      },
      { credentialStore: 'memory', credentialNamespaces: ['prod/shop'] },
    );
    const api = new RecordingApi(
      config,
      createClients(config, testCredentials()),
    );
    const logger = mockServices.logger.mock();
    const store = new MemoryStore();
    const provider = new RdsProvider({
      regions: [api],
      signer,
      logger,
      credentialStore: () => store,
    });
    const returned: unknown[] = [];
    const seen = new Map<string, Database>();
    await provider.connect({
      upsert: database => {
        returned.push(database);
        seen.set(database.ref, database);
      },
      remove: ref => seen.delete(ref),
      replaceAll: (_, databases) => {
        returned.push(databases);
        databases.forEach(database => seen.set(database.ref, database));
      },
      unreachable: (...args) => returned.push(args),
    });
    const record = async <T>(work: Promise<T>): Promise<T> => {
      const result = await work;
      returned.push(result);
      return result;
    };
    // The details are read as well.
    await waitUntil(
      () => api.actions.has('rds:DescribeDBMajorEngineVersions'),
      { everyMs: 50, withinMs: 60_000 },
    );
    const { ref } = await record(
      provider.create(
        requestFor('life', {
          protected: true,
          options: { credentials: { cluster: 'prod', namespace: 'shop' } },
        }),
        { actor },
      ),
    );
    await record(provider.describe());
    await record(provider.connection(ref));
    await record(provider.health(ref));
    const other = { ...binding, owner: 'group:default/other' };
    await record(provider.bind(ref, other, { actor }));
    await record(provider.change(ref, { storage: '40Gi' }, { actor }));
    await record(provider.restart(ref, {}, { actor }));
    await record(provider.hibernate(ref, {}, { actor }));
    expect(seen.get(ref)).toMatchObject({ hibernated: true });
    await record(provider.hibernate(ref, { wake: true }, { actor }));
    const { id } = await record(provider.createBackup(ref, {}, { actor }));
    const { backups } = await record(provider.listBackups(ref));
    expect(backups.map(backup => backup.id)).toContain(id);
    const restored = await record(
      provider.restore(
        ref,
        { name: 'restored', binding, backup: id },
        { actor },
      ),
    );
    await record(provider.deleteBackup(ref, { backup: id }, { actor }));
    await record(provider.remove(restored.ref, { force: true }, { actor }));
    const ofTime = await record(restoreToTime(moto, provider, ref));
    await record(provider.remove(ofTime.ref, { force: true }, { actor }));
    await provider.reconcile({});
    const refused = await provider.remove(ref, {}, { actor }).catch(e => e);
    returned.push(refused, String(refused));
    expect(refused.name).toBe('ConflictError');

    const { DBInstances } = await moto.rds.send(
      new DescribeDBInstancesCommand({}),
    );
    const { SecretList = [] } = await moto.secrets.send(
      new ListSecretsCommand({}),
    );
    expect(SecretList).toHaveLength(1);
    const { SecretString } = await moto.secrets.send(
      new GetSecretValueCommand({ SecretId: SecretList[0].ARN }),
    );
    const { password } = JSON.parse(SecretString!);
    expect(store.entries.get(ref)).toMatchObject({ password });
    expect(seen.get(ref)?.credentials).toMatchObject({ store: 'memory' });
    const everything = {
      returned: inspect(returned, { depth: null }),
      logged: loggedBy(logger),
      calls: inspect(api.calls, { depth: null }),
      tags: inspect(
        DBInstances!.map(({ TagList }) => TagList),
        { depth: null },
      ),
    };
    const leaks = Object.entries(everything).flatMap(([where, text]) =>
      text.includes(password) ? where : [],
    );
    expect(leaks).toEqual([]);

    expect(await provider.revealCredentials(ref, { actor })).toEqual({
      user: 'life',
      password,
    });
    // moto stores no password of a rotation, so it follows the search.
    await provider.rotatePassword(ref, { actor });
    await provider.remove(ref, { force: true }, { actor });
    expect(seen.has(ref)).toBe(false);
    expect([...store.entries]).toEqual([]);
    await ageGroups(moto);
    await provider.remove(ref, {}, { actor });
    await provider.disconnect();

    const allowed = allowedActions().filter(one => !IMPLIED.includes(one));
    expect([...api.actions].sort()).toEqual(allowed.sort());
  });
});
