import type { Handler } from '../Call';
import { AwsError, invalidValue, notFound } from '../http/AwsError';
import { required } from './find';
import { page } from './pages';
import { readTags } from './tags';

/** "CreateDBSubnetGroup" (RDS API Reference): subnets of one VPC in two zones at least. */
export const createSubnetGroup: Handler = ({ params, region }) => {
  const name = required(params, 'DBSubnetGroupName').toLowerCase();
  const description = required(params, 'DBSubnetGroupDescription');
  if (!/^[a-z][a-z0-9._ -]{0,254}$/.test(name) || name === 'default') {
    throw invalidValue(`Invalid DBSubnetGroupName: ${name}`);
  }
  if (region.subnetGroups.has(name)) {
    throw new AwsError(
      'DBSubnetGroupAlreadyExists',
      `The DB subnet group '${name}' already exists.`,
    );
  }
  const subnets = (params.texts('SubnetIds') ?? []).map(id => {
    const subnet = region.subnets.find(({ SubnetId }) => SubnetId === id);
    if (!subnet) {
      throw new AwsError('InvalidSubnet', `Subnet ${id} does not exist.`);
    }
    return subnet;
  });
  if (new Set(subnets.map(subnet => subnet.VpcId)).size > 1) {
    throw new AwsError('InvalidSubnet', 'The subnets are of several VPCs.');
  }
  if (new Set(subnets.map(subnet => subnet.AvailabilityZone)).size < 2) {
    throw new AwsError(
      'DBSubnetGroupDoesNotCoverEnoughAZs',
      'The DB subnet group does not cover at least two Availability Zones.',
    );
  }
  const arn = region.arn('rds', `subgrp:${name}`);
  const group = {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: description,
    VpcId: subnets[0].VpcId,
    SubnetGroupStatus: 'Complete',
    Subnets: subnets.map(({ SubnetId, AvailabilityZone }) => ({
      SubnetIdentifier: SubnetId,
      SubnetAvailabilityZone: { Name: AvailabilityZone },
      SubnetStatus: 'Active',
    })),
    DBSubnetGroupArn: arn,
  };
  region.tags.set(arn, readTags(params));
  region.subnetGroups.set(name, group);
  return { DBSubnetGroup: group };
};

export const describeSubnetGroups: Handler = ({ params, region }) => {
  const name = params.text('DBSubnetGroupName')?.toLowerCase();
  const groups = [...region.subnetGroups.values()].filter(
    group => !name || group.DBSubnetGroupName === name,
  );
  if (name && groups.length === 0) {
    throw notFound('DBSubnetGroupNotFoundFault', `${name} does not exist.`);
  }
  const { items, Marker } = page(params, groups);
  return { Marker, DBSubnetGroups: items };
};

export const deleteSubnetGroup: Handler = ({ params, region }) => {
  const name = required(params, 'DBSubnetGroupName').toLowerCase();
  const inUse = [...region.instances.values()].some(
    ({ db }) => db.DBSubnetGroup?.DBSubnetGroupName === name,
  );
  if (inUse) {
    throw new AwsError(
      'InvalidDBSubnetGroupStateFault',
      `The DB subnet group ${name} is in use.`,
    );
  }
  if (!region.subnetGroups.delete(name)) {
    throw notFound('DBSubnetGroupNotFoundFault', `${name} does not exist.`);
  }
  region.tags.delete(region.arn('rds', `subgrp:${name}`));
  return {};
};
