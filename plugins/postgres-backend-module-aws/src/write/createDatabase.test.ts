import type { DBInstance, Parameter, Tag } from '@aws-sdk/client-rds';
import {
  DifferencesError,
  UpstreamError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import { CannedApi } from '../__testUtils__/cannedApi';
import { binding, runningInstance, signer } from '../__testUtils__/instances';
import { actor, requestFor } from '../__testUtils__/requests';
import { LOCATION, testRegion } from '../__testUtils__/testRegion';
import { checkSpec } from './checkSpec';
import { createDatabase } from './createDatabase';

const lost = new UpstreamError('Amazon RDS', 'no response', 'Repeat');
const ofOthers = (more: Partial<DBInstance> = {}) =>
  runningInstance({ MasterUserSecret: undefined, ...more });

const created = (TagList: Tag[]) =>
  runningInstance({
    TagList,
    DBInstanceStatus: 'creating',
    DeletionProtection: false,
    InstanceCreateTime: undefined,
    Endpoint: undefined,
  });

/** Creates `orders`; `create` returns the instance that AWS creates for the request. */
async function create({
  create: result = tags => created(tags),
  request = requestFor('orders'),
  existing,
  parameter,
}: {
  create?: (tags: Tag[]) => DBInstance | undefined;
  request?: ProvisionDatabase;
  existing?: DBInstance;
  parameter?: Parameter;
} = {}) {
  let instance = existing;
  let fails: Error | undefined;
  const config = testRegion({
    network: { vpcId: 'vpc-0a', subnetGroup: 'databases' },
  });
  const api = new CannedApi(
    {
      DescribeDBInstances: () => instance && { DBInstances: [instance] },
      DescribeDBSubnetGroups: () => ({ DBSubnetGroups: [{ VpcId: 'vpc-0a' }] }),
      DescribeDBParameterGroups: () => ({
        DBParameterGroups: [{ DBParameterGroupFamily: 'postgres17' }],
      }),
      DescribeDBParameters: () => ({
        Parameters: [
          { ParameterName: 'rds.force_ssl', ParameterValue: '1' },
          { ParameterName: 'log_min_duration_statement' },
          { ParameterName: 'shared_preload_libraries' },
          ...(parameter ? [parameter] : []),
        ],
      }),
      DescribeSecurityGroups: () => ({}),
      CreateSecurityGroup: ({ GroupName }) => ({ GroupId: `sg-${GroupName}` }),
      AuthorizeSecurityGroupIngress: () => ({}),
      AuthorizeSecurityGroupEgress: () => ({}),
      RevokeSecurityGroupEgress: () => ({}),
      CreateDBInstance: ({ Tags }) => {
        instance = result(Tags as Tag[]);
        if (fails) throw fails;
        return {};
      },
    },
    config,
  );
  const spec = checkSpec(config, 'orders', request);
  const outcome = async (error?: Error) => {
    fails = error;
    return createDatabase(
      { ref: `aws-rds:${LOCATION}/orders`, name: 'orders', api, signer },
      { request, spec },
      { actor },
    ).catch((failure: Error) => failure);
  };
  const writes = () =>
    api.calls.filter(([operation]) => !/^(Describe|List)/.test(operation));
  return { outcome, writes };
}

it('sets the safe settings explicitly', async () => {
  const { outcome, writes } = await create();
  expect(await outcome()).toBeUndefined();
  const [, input] = writes().find(([name]) => name === 'CreateDBInstance')!;
  expect(input).toMatchObject({
    StorageEncrypted: true,
    PubliclyAccessible: false,
    ManageMasterUserPassword: true,
    DeletionProtection: false,
    CopyTagsToSnapshot: true,
    BackupRetentionPeriod: 7,
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    DBSubnetGroupName: 'databases',
    VpcSecurityGroupIds: ['sg-pgstage-orders'],
  });
  expect(input).not.toHaveProperty('MasterUserPassword');
  for (const { Key, Value } of input.Tags as Tag[])
    expect(`${Key} ${Value}`).toMatch(/^[\w:.]{1,128} [\w-]{0,256}$/);
});

it('succeeds if the instance was created and the response was lost', async () => {
  const { outcome } = await create();
  expect(await outcome(lost)).toBeUndefined();
});

it('throws the error of AWS if nothing was created', async () => {
  const { outcome } = await create({ create: () => undefined });
  expect(await outcome(lost)).toBe(lost);
});

it('refuses an instance that another client created during the call', async () => {
  const { outcome } = await create({ create: () => ofOthers() });
  expect(await outcome(lost)).toBeInstanceOf(DifferencesError);
});

it.each([
  ['an instance of another owner', ofOthers()],
  [
    'one of CloudFormation',
    ofOthers({
      TagList: [{ Key: 'aws:cloudformation:stack-name', Value: 'okctl' }],
    }),
  ],
  ['one of another engine', ofOthers({ Engine: 'mysql' })],
])('writes nothing if there is %s', async (_, existing) => {
  const { outcome, writes } = await create({ existing });
  expect(await outcome()).toBeInstanceOf(DifferencesError);
  expect(writes()).toEqual([]);
});

it.each([
  { ParameterName: 'rds.force_ssl', ParameterValue: '0' },
  { ParameterName: 'log_statement', ParameterValue: 'all' },
])('does not use a parameter group with %j', async parameter => {
  const { outcome, writes } = await create({ parameter });
  expect(await outcome()).toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining(
      `${parameter.ParameterName} to ${parameter.ParameterValue}`,
    ),
  });
  expect(writes()).toEqual([]);
});

it('names the tool that manages an existing instance', async () => {
  const TagList = [{ Key: 'aws:cloudformation:stack-name', Value: 'okctl' }];
  const { outcome } = await create({ existing: ofOthers({ TagList }) });
  const { message } = (await outcome()) as Error;
  expect(message).toContain("is managed by CloudFormation stack 'okctl'");
  expect(message).not.toContain('was not created by pgstage');
});

it('refuses a record that does not fit before any call', async () => {
  const entityRefs = Array.from(
    { length: 90 },
    (_, index) => `component:default/${'x'.repeat(60)}${index}`,
  );
  const { outcome, writes } = await create({
    request: requestFor('orders', { binding: { ...binding, entityRefs } }),
  });
  expect(await outcome()).toMatchObject({
    name: 'InputError',
    message: expect.stringContaining('exceeds'),
  });
  expect(writes()).toEqual([]);
});
