import type { Handler } from '../Call';
import { AwsError } from '../http/AwsError';
import { matches } from './filters';
import { groupOf } from './securityGroups';

export const describeSubnets: Handler = ({ params, region }) => {
  const ids = params.texts('SubnetId');
  const unknown = ids?.find(
    id => !region.subnets.some(({ SubnetId }) => SubnetId === id),
  );
  if (unknown) {
    throw new AwsError(
      'InvalidSubnetID.NotFound',
      `The subnet ID '${unknown}' does not exist`,
    );
  }
  const subnets = region.subnets.filter(
    subnet =>
      (!ids || ids.includes(subnet.SubnetId)) &&
      matches(
        params,
        {
          'subnet-id': subnet.SubnetId,
          'vpc-id': subnet.VpcId,
          'availability-zone': subnet.AvailabilityZone,
        },
        [],
      ),
  );
  return {
    subnetSet: subnets.map(subnet => ({
      subnetId: subnet.SubnetId,
      vpcId: subnet.VpcId,
      availabilityZone: subnet.AvailabilityZone,
      cidrBlock: subnet.CidrBlock,
      state: 'available',
    })),
  };
};

export const describeVpcs: Handler = ({ params, region }) => {
  const ids = params.texts('VpcId');
  const vpcs = [...new Set(region.subnets.map(({ VpcId }) => VpcId))];
  const unknown = ids?.find(id => !vpcs.includes(id));
  if (unknown) {
    throw new AwsError(
      'InvalidVpcID.NotFound',
      `The vpc ID '${unknown}' does not exist`,
    );
  }
  return {
    vpcSet: vpcs
      .filter(vpc => !ids || ids.includes(vpc))
      .filter(vpc => matches(params, { 'vpc-id': vpc }, []))
      .map(vpc => ({
        vpcId: vpc,
        state: 'available',
        cidrBlock: '10.0.0.0/16',
      })),
  };
};

/** Tags of security groups; the fake has no other EC2 resource with tags. */
export const createTags: Handler = ({ params, region }) => {
  const tags = params.list('Tag').map(tag => ({
    Key: tag.text('Key'),
    Value: tag.text('Value') ?? '',
  }));
  const keys = new Set(tags.map(({ Key }) => Key));
  for (const id of params.texts('ResourceId') ?? []) {
    groupOf(region, id);
    const others = (region.tags.get(id) ?? []).filter(
      ({ Key }) => !keys.has(Key),
    );
    region.tags.set(id, [...others, ...tags]);
  }
  return { return: true };
};
