import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  paginateDescribeSecurityGroups,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { FakeAws } from '.';
import { creation, testClients } from './testClients';

const VpcId = 'vpc-0123456789abcdef0';
const all = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
let fake: FakeAws;
let ec2: EC2Client;
beforeEach(async () => {
  fake = await FakeAws.start();
  ec2 = testClients(fake).ec2;
});
afterEach(() => fake.stop());

async function create(GroupName: string): Promise<string> {
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName,
      Description: 'a database',
      VpcId,
      TagSpecifications: [
        {
          ResourceType: 'security-group',
          Tags: [{ Key: 'pgstage:database', Value: 'aws-rds:x/y/orders' }],
        },
      ],
    }),
  );
  return GroupId!;
}

const port = (GroupId: string) => ({
  IpProtocol: 'tcp',
  FromPort: 5432,
  ToPort: 5432,
  UserIdGroupPairs: [{ GroupId, Description: 'pods' }],
});

it('creates groups that refer to each other, and describes them by filters', async () => {
  const incoming = await create('orders-incoming');
  const outgoing = await create('orders-outgoing');
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: incoming,
      IpPermissions: [port(outgoing)],
    }),
  );
  const egress = { GroupId: outgoing, IpPermissions: [port(incoming)] };
  await ec2.send(new AuthorizeSecurityGroupEgressCommand(egress));
  await expect(
    ec2.send(new AuthorizeSecurityGroupEgressCommand(egress)),
  ).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId: outgoing,
      IpPermissions: [all],
    }),
  );
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'tag:pgstage:database', Values: ['aws-rds:x/y/orders'] },
        { Name: 'group-name', Values: ['orders-outgoing'] },
        { Name: 'vpc-id', Values: [VpcId] },
      ],
    }),
  );
  expect(SecurityGroups).toHaveLength(1);
  expect(SecurityGroups![0]).toMatchObject({
    GroupId: outgoing,
    IpPermissions: [],
    IpPermissionsEgress: [port(incoming)],
    Tags: [{ Key: 'pgstage:database' }],
  });
});

it('deletes a group only after nothing refers to it', async () => {
  const incoming = await create('orders-incoming');
  const outgoing = await create('orders-outgoing');
  const ingress = { GroupId: incoming, IpPermissions: [port(outgoing)] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand(ingress));
  const remove = (GroupId: string) =>
    ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
  const used = { name: 'DependencyViolation' };
  await expect(remove(outgoing)).rejects.toMatchObject(used);
  await ec2.send(new RevokeSecurityGroupIngressCommand(ingress));
  await expect(
    ec2.send(new RevokeSecurityGroupIngressCommand(ingress)),
  ).rejects.toMatchObject({ name: 'InvalidPermission.NotFound' });
  await remove(outgoing);
  await testClients(fake).rds.send(
    creation('orders', { VpcSecurityGroupIds: [incoming] }),
  );
  await expect(remove(incoming)).rejects.toMatchObject(used);
});

it('refuses names that are in use or invalid', async () => {
  await create('orders');
  for (const [name, code] of [
    ['ORDERS', 'InvalidGroup.Duplicate'],
    ['sg-orders', 'InvalidParameterValue'],
    ['bestillinger-æøå', 'InvalidParameterValue'],
  ]) {
    await expect(create(name)).rejects.toMatchObject({ name: code });
  }
});

it('returns pages', async () => {
  for (let index = 0; index < 7; index += 1) {
    await create(`orders-${index}`);
  }
  const names: string[] = [];
  let pages = 0;
  for await (const { SecurityGroups } of paginateDescribeSecurityGroups(
    { client: ec2, pageSize: 5 },
    {},
  )) {
    pages += 1;
    names.push(...SecurityGroups!.map(group => group.GroupName!));
  }
  expect(pages).toBe(2);
  expect(new Set(names).size).toBe(8);
  await expect(
    ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 1 })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

it('has subnets in three zones', async () => {
  const { Subnets } = await ec2.send(
    new DescribeSubnetsCommand({
      Filters: [{ Name: 'vpc-id', Values: [VpcId] }],
    }),
  );
  expect(Subnets!.map(subnet => subnet.AvailabilityZone)).toEqual([
    'eu-west-1a',
    'eu-west-1b',
    'eu-west-1c',
  ]);
});
