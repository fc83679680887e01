import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { createRecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import type { DBInstance } from '@aws-sdk/client-rds';
import { type InstanceFacts, instanceFacts } from '../instance';
import {
  type DatabaseRecord,
  identityOf,
  recordCodec,
  recordTags,
} from '../record';
import { LOCATION } from './testRegion';

export const signer = createRecordSigner(async () => [
  { id: 'test', key: 'key of the test' },
]);

export const binding = {
  resourceRef: 'resource:default/orders',
  entityRefs: ['component:default/orders'],
  owner: 'group:default/shop',
};

/** Returns an available instance, as Amazon RDS returns it. */
export const runningInstance = (
  more: Partial<DBInstance> = {},
): DBInstance => ({
  DBInstanceIdentifier: 'orders',
  DBInstanceArn: 'arn:aws:rds:eu-west-1:123456789012:db:orders',
  DbiResourceId: 'db-ORDERS',
  DBInstanceClass: 'db.t4g.medium',
  Engine: 'postgres',
  EngineVersion: '17.9',
  EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
  DBInstanceStatus: 'available',
  MasterUsername: 'orders',
  DBName: 'orders',
  Endpoint: { Address: 'orders.x.eu-west-1.rds.amazonaws.com', Port: 5432 },
  InstanceCreateTime: new Date('2030-01-01T10:05:00.000Z'),
  AllocatedStorage: 20,
  StorageType: 'gp3',
  BackupRetentionPeriod: 7,
  MultiAZ: false,
  AvailabilityZone: 'eu-west-1a',
  DeletionProtection: true,
  MasterUserSecret: {
    SecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-x',
    SecretStatus: 'active',
  },
  CertificateDetails: {
    CAIdentifier: 'rds-ca-rsa2048-g1',
    ValidTill: new Date('2031-01-01T10:00:00.000Z'),
  },
  TagList: [],
  ...more,
});

export const facts = (more: Partial<DBInstance> = {}): InstanceFacts =>
  instanceFacts(runningInstance(more));

export const databaseRecord = (
  more: Partial<DatabaseRecord> = {},
): DatabaseRecord => ({
  pgstage: 1,
  spec: { size: 'small' },
  binding,
  created: { at: '2030-01-01T10:00:00.000Z', by: 'user:default/ada' },
  ...more,
});

/** Returns the tags of a record that is signed for an identity. */
export async function signedTags(
  record: DatabaseRecord,
  identity = identityOf(LOCATION, 'db-ORDERS'),
  by: RecordSigner = signer,
) {
  return recordTags(await recordCodec(by).write(record, identity));
}
