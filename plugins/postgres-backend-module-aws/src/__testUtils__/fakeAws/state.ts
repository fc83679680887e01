import type {
  DBInstance,
  DBInstanceAutomatedBackup,
  DBParameterGroup,
  DBSnapshot,
  DBSubnetGroup,
  Parameter,
  PendingMaintenanceAction,
  Tag,
} from '@aws-sdk/client-rds';
import type { IpPermission } from '@aws-sdk/client-ec2';

/** Id, availability zone and VPC of a subnet. */
export interface SubnetRecord {
  SubnetId: string;
  VpcId: string;
  AvailabilityZone: string;
  CidrBlock: string;
}

export interface InstanceRecord {
  /** As DescribeDBInstances returns it. */
  db: DBInstance;
  masterPassword: string;
  pendingPassword?: string;
  /** Time at which its first automated backup finished. */
  backedUpSince?: Date;
  /** No storage change before this time. */
  storageLockedUntil?: Date;
  /** Number of the current sequence of statuses; see `runSteps`. */
  sequence: number;
}

export interface SnapshotRecord {
  snapshot: DBSnapshot;
  masterPassword: string;
}

export interface RetainedBackup {
  backup: DBInstanceAutomatedBackup;
  masterPassword: string;
}

export interface ParameterGroupRecord {
  group: DBParameterGroup;
  parameters: Parameter[];
}

export interface SecurityGroupRecord {
  GroupId: string;
  GroupName: string;
  Description: string;
  VpcId: string;
  ingress: IpPermission[];
  egress: IpPermission[];
}

export interface SecretVersion {
  id: string;
  value: string;
  stages: string[];
  created: Date;
}

export interface SecretRecord {
  arn: string;
  name: string;
  description?: string;
  owningService?: string;
  kmsKeyId?: string;
  versions: SecretVersion[];
  rotationRules?: Record<string, unknown>;
  lastRotated?: Date;
  nextRotation?: Date;
  deletedAt?: Date;
}

const defaultVpc = 'vpc-0123456789abcdef0';

/** The resources of one account in one region. */
export class Region {
  readonly instances = new Map<string, InstanceRecord>();
  readonly snapshots = new Map<string, SnapshotRecord>();
  /** Automated backups of deleted instances, by DbiResourceId. */
  readonly retained = new Map<string, RetainedBackup>();
  readonly subnetGroups = new Map<string, DBSubnetGroup>();
  readonly parameterGroups = new Map<string, ParameterGroupRecord>();
  readonly securityGroups = new Map<string, SecurityGroupRecord>();
  readonly secrets = new Map<string, SecretRecord>();
  /** Pending maintenance by ARN. */
  readonly maintenance = new Map<string, PendingMaintenanceAction[]>();
  /** Tags by ARN, for security groups by id. */
  readonly tags = new Map<string, Tag[]>();
  readonly subnets: SubnetRecord[];
  instanceQuota = 40;
  private count = 0;

  constructor(readonly account: string, readonly name: string) {
    this.subnets = ['a', 'b', 'c'].map((zone, index) => ({
      SubnetId: `subnet-0${zone}`,
      VpcId: defaultVpc,
      AvailabilityZone: `${name}${zone}`,
      CidrBlock: `10.0.${index}.0/24`,
    }));
    this.securityGroups.set('sg-0default', {
      GroupId: 'sg-0default',
      GroupName: 'default',
      Description: 'default VPC security group',
      VpcId: defaultVpc,
      ingress: [],
      egress: [],
    });
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.name}:${this.account}:${resource}`;
  }

  /** Returns a number that is unique in the region, padded to a length. */
  unique(length: number): string {
    this.count += 1;
    return String(this.count).padStart(length, '0');
  }
}

/** The state of the fake: regions by account, created at the first use. */
export class AwsState {
  private readonly regions = new Map<string, Region>();

  region(account: string, name: string): Region {
    const key = `${account}/${name}`;
    const region = this.regions.get(key) ?? new Region(account, name);
    this.regions.set(key, region);
    return region;
  }
}
