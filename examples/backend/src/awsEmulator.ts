import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeAvailabilityZonesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type ResourceType,
} from '@aws-sdk/client-ec2';

const REGION = 'eu-west-1';
/** An emulator accepts any; AWS itself accepts none of these. */
const KEYS = { accessKeyId: 'demo', secretAccessKey: 'demo' };
const NAME = { Key: 'Name', Value: 'pgstage-demo' };

const Filters = [{ Name: `tag:${NAME.Key}`, Values: [NAME.Value] }];
const tagsOf = (ResourceType: ResourceType) => [{ ResourceType, Tags: [NAME] }];

/**
 * Prepares a network for databases in an emulator of AWS: a VPC, a subnet in each of
 * two zones, and a security group of applications. What exists already is used. The
 * keys of AWS itself encrypt the databases, so that no KMS key is needed.
 *
 * @returns the configuration of the demo for the emulator, by section
 * @throws Error if the emulator cannot be used
 */
export async function prepareAwsEmulator(endpoint: string) {
  const ec2 = new EC2Client({ endpoint, region: REGION, credentials: KEYS });
  try {
    const { id: vpcId, accountId } = await ensureVpc(ec2);
    return {
      aws: { accounts: [{ accountId, ...KEYS }] },
      'postgres.providers.aws-rds': {
        accounts: [
          {
            accountId,
            title: 'Emulator of AWS',
            regions: [
              {
                region: REGION,
                endpoint,
                network: {
                  vpcId,
                  subnetIds: await ensureSubnets(ec2, vpcId),
                  applicationSecurityGroups: [
                    await ensureSecurityGroup(ec2, vpcId),
                  ],
                },
              },
            ],
          },
        ],
        // An emulator limits no rate of calls.
        poll: { idleSeconds: 5, changingSeconds: 2 },
      },
    };
  } catch (error) {
    const { name, message } = error as Error;
    throw new Error(
      `The emulator of AWS at ${endpoint} said: ${name}: ${message}. Start it, for example with \`moto_server\`, correct PGSTAGE_AWS_ENDPOINT, or unset it.`,
    );
  } finally {
    ec2.destroy();
  }
}

async function ensureVpc(ec2: EC2Client) {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  const vpc =
    Vpcs[0] ??
    (
      await ec2.send(
        new CreateVpcCommand({
          CidrBlock: '10.20.0.0/16',
          TagSpecifications: tagsOf('vpc'),
        }),
      )
    ).Vpc;
  return { id: vpc.VpcId!, accountId: vpc.OwnerId! };
}

async function ensureSubnets(ec2: EC2Client, VpcId: string) {
  const [{ AvailabilityZones = [] }, { Subnets = [] }] = await Promise.all([
    ec2.send(new DescribeAvailabilityZonesCommand({})),
    ec2.send(new DescribeSubnetsCommand({ Filters })),
  ]);
  const zones = AvailabilityZones.map(({ ZoneName }) => ZoneName!).slice(0, 2);
  return Promise.all(
    zones.map(async (AvailabilityZone, index) => {
      const existing = Subnets.find(
        subnet => subnet.AvailabilityZone === AvailabilityZone,
      );
      if (existing) return existing.SubnetId!;
      const { Subnet } = await ec2.send(
        new CreateSubnetCommand({
          VpcId,
          AvailabilityZone,
          CidrBlock: `10.20.${index}.0/24`,
          TagSpecifications: tagsOf('subnet'),
        }),
      );
      return Subnet!.SubnetId!;
    }),
  );
}

async function ensureSecurityGroup(ec2: EC2Client, VpcId: string) {
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters }),
  );
  if (SecurityGroups[0]) return SecurityGroups[0].GroupId!;
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId,
      GroupName: NAME.Value,
      Description: 'Applications of the demo',
      TagSpecifications: tagsOf('security-group'),
    }),
  );
  return GroupId!;
}
