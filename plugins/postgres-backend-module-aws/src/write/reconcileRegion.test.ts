import type { SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type { DBInstance } from '@aws-sdk/client-rds';
import type { SecurityGroup } from '@aws-sdk/client-ec2';
import { mockServices } from '@backstage/backend-test-utils';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { LOCATION } from '../__testUtils__/testRegion';
import type { DatabaseRecord } from '../record';
import { reconcileRegion } from './reconcileRegion';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-x';

async function reconcile(
  instances: DBInstance[],
  {
    secrets = [],
    groups = [],
  }: { secrets?: SecretListEntry[]; groups?: SecurityGroup[] } = {},
) {
  const api = new CannedApi({
    DescribeDBInstances: ({ DBInstanceIdentifier: name }) => {
      const found = instances.filter(
        one => !name || one.DBInstanceIdentifier === name,
      );
      return name && !found.length ? undefined : { DBInstances: found };
    },
    ListSecrets: () => ({ SecretList: secrets }),
    RotateSecret: () => ({}),
    RemoveTagsFromResource: () => ({}),
    DescribeSecurityGroups: () => ({ SecurityGroups: groups }),
    RevokeSecurityGroupIngress: () => ({}),
    DeleteSecurityGroup: () => ({}),
  });
  const logger = mockServices.logger.mock();
  await reconcileRegion({ api, signer, logger });
  expect(logger.warn).not.toHaveBeenCalled();
  const writes = api.calls.filter(
    ([operation]) => !/^(Describe|List)/.test(operation),
  );
  return writes;
}

describe('the schedule of a managed password', () => {
  const rotated = async (
    rotation: SecretListEntry['RotationRules'],
    record: Partial<DatabaseRecord> = {},
    instance: Partial<DBInstance> = {},
  ) => {
    const TagList = await signedTags(databaseRecord(record));
    return reconcile([runningInstance({ TagList, ...instance })], {
      secrets: [{ ARN: SECRET, RotationRules: rotation }],
    });
  };
  const sevenDays = { AutomaticallyAfterDays: 7 };

  it('is set without an immediate rotation', async () => {
    expect(await rotated(sevenDays)).toEqual([
      [
        'RotateSecret',
        {
          SecretId: SECRET,
          RotateImmediately: false,
          RotationRules: { ScheduleExpression: 'rate(30 days)' },
        },
      ],
    ]);
  });

  it.each([
    [{ ScheduleExpression: 'rate(30 days)' }],
    [{ AutomaticallyAfterDays: 30 }],
    [undefined],
  ])('is not changed if it is %j', async rotation => {
    expect(await rotated(rotation)).toEqual([]);
  });

  it('is not changed for instances that pgstage did not create, and while the secret changes', async () => {
    expect(await rotated(sevenDays, { adopted: true })).toEqual([]);
    const MasterUserSecret = { SecretArn: SECRET, SecretStatus: 'creating' };
    expect(await rotated(sevenDays, {}, { MasterUserSecret })).toEqual([]);
    expect(
      await reconcile([runningInstance()], {
        secrets: [{ ARN: SECRET, RotationRules: sevenDays }],
      }),
    ).toEqual([]);
  });
});

it('removes only outdated claims', async () => {
  const claim = (age: number) =>
    new Date(Date.now() - age * 1000).toISOString();
  const TagList = [
    ...(await signedTags(databaseRecord())),
    { Key: 'pgstage:claim.old', Value: claim(60) },
    { Key: 'pgstage:claim.new', Value: claim(1) },
  ];
  const instance = runningInstance({ TagList });
  expect(await reconcile([instance])).toEqual([
    [
      'RemoveTagsFromResource',
      { ResourceName: instance.DBInstanceArn, TagKeys: ['pgstage:claim.old'] },
    ],
  ]);
});

describe('security groups', () => {
  const group = (ref: string, minutes: number): SecurityGroup => ({
    GroupId: 'sg-1',
    GroupName: 'pgstage-removed',
    IpPermissions: [
      { FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupId: 'sg-2' }] },
    ],
    Tags: [
      { Key: 'pgstage:database', Value: ref },
      {
        Key: 'pgstage:created',
        Value: new Date(Date.now() - minutes * 60_000).toISOString(),
      },
    ],
  });
  const operations = async (one: SecurityGroup) =>
    (await reconcile([runningInstance()], { groups: [one] })).map(
      ([operation]) => operation,
    );

  it('of a database that no longer exists are deleted', async () => {
    expect(await operations(group(`aws-rds:${LOCATION}/removed`, 180))).toEqual(
      ['RevokeSecurityGroupIngress', 'DeleteSecurityGroup'],
    );
  });

  it('of a renamed instance are not changed', async () => {
    const VpcSecurityGroups = [{ VpcSecurityGroupId: 'sg-1' }];
    const removed = group(`aws-rds:${LOCATION}/removed`, 180);
    expect(
      await reconcile([runningInstance({ VpcSecurityGroups })], {
        groups: [removed],
      }),
    ).toEqual([]);
  });

  it.each([
    ['a database that exists', `aws-rds:${LOCATION}/orders`, 180],
    ['a create that may be in progress', `aws-rds:${LOCATION}/removed`, 30],
    ['a create that may be repeated', `aws-rds:${LOCATION}/removed`, 90],
    ['another location', 'aws-rds:210987654321/eu-west-1/removed', 180],
    ['a tag that is no ref', 'not a ref', 180],
  ])('of %s are not deleted', async (_, ref, minutes) => {
    expect(await operations(group(ref, minutes))).toEqual([]);
  });
});
