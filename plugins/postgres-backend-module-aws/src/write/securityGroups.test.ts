import type { SecurityGroup } from '@aws-sdk/client-ec2';
import { CannedApi } from '../__testUtils__/cannedApi';
import { binding, signer } from '../__testUtils__/instances';
import { LOCATION } from '../__testUtils__/testRegion';
import { ensureSecurityGroups } from './securityGroups';

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

/** A VPC; deletes no group that is in use. */
function vpc({ used = false } = {}) {
  let groups: SecurityGroup[] = [];
  let count = 0;
  const api = new CannedApi({
    DescribeDBInstances: () => ({}),
    DescribeSecurityGroups: () => ({ SecurityGroups: groups }),
    CreateSecurityGroup: ({ GroupName, TagSpecifications }) => {
      const [{ Tags }] = TagSpecifications as [SecurityGroup];
      count += 1;
      const GroupId = `sg-${count}`;
      groups.push({ GroupId, GroupName: GroupName as string, Tags });
      return { GroupId };
    },
    AuthorizeSecurityGroupIngress: () => ({}),
    AuthorizeSecurityGroupEgress: () => ({}),
    RevokeSecurityGroupEgress: () => ({}),
    DeleteSecurityGroup: ({ GroupId }) => {
      if (used) return undefined;
      groups = groups.filter(group => group.GroupId !== GroupId);
      return {};
    },
  });
  const target = {
    ref: `aws-rds:${LOCATION}/orders`,
    name: 'orders',
    api,
    signer,
  };
  return {
    ensure: (owner = binding.owner) =>
      ensureSecurityGroups(target, { ...binding, owner }),
    age: (minutes: number) =>
      groups.forEach(({ Tags = [] }) => {
        Tags.find(({ Key }) => Key === 'pgstage:created')!.Value =
          minutesAgo(minutes);
      }),
    revoked: () =>
      api.calls
        .filter(([name]) => name === 'RevokeSecurityGroupEgress')
        .map(([, { GroupId, IpPermissions }]) => [GroupId, IpPermissions]),
  };
}

it('completes the groups of a create that is repeated within the hour', async () => {
  const { ensure, age } = vpc();
  const first = await ensure();
  age(50);
  expect(await ensure()).toEqual(first);
});

it.each([
  ['an hour ago', 70, binding.owner],
  ['for another owner', 1, 'group:default/others'],
])(
  'replaces the groups of a removed database, created %s',
  async (_, minutes, owner) => {
    const { ensure, age } = vpc();
    expect(await ensure()).toEqual({ incoming: 'sg-1', outgoing: 'sg-2' });
    age(minutes);
    expect(await ensure(owner)).toEqual({ incoming: 'sg-3', outgoing: 'sg-4' });
  },
);

it('does not reuse groups that clients of a removed database have', async () => {
  const { ensure, age } = vpc({ used: true });
  await ensure();
  age(70);
  await expect(ensure()).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining('pgstage-orders'),
  });
});

it('revokes the egress rules of new groups for IPv4 and IPv6', async () => {
  const { ensure, revoked } = vpc();
  await ensure();
  const rules = [
    [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
  ];
  expect(revoked()).toEqual(
    ['sg-1', 'sg-2'].flatMap(group => rules.map(rule => [group, rule])),
  );
});
