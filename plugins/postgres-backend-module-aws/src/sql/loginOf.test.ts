import type { DBInstance } from '@aws-sdk/client-rds';
import { databaseRecord, facts } from '../__testUtils__/instances';
import { testRegion } from '../__testUtils__/testRegion';
import type { RecordedInstance } from '../record';
import { loginOf } from './loginOf';

const withSql = testRegion({ sql: true, caCertificates: 'pem' });
const recordedWith = (
  instance: Partial<DBInstance> = {},
  more: Partial<RecordedInstance> = {},
): RecordedInstance => ({
  instance: facts(instance),
  record: databaseRecord(),
  ...more,
});

it('is the login of applications, with the secret that AWS manages', () => {
  expect(loginOf(withSql, recordedWith())).toEqual({
    name: 'orders',
    host: 'orders.x.eu-west-1.rds.amazonaws.com',
    port: 5432,
    user: 'orders',
    database: 'orders',
    secretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-x',
    key: expect.stringMatching(/^db-ORDERS .* orders orders arn:/),
    ready: true,
  });
});

it('has the requested name of a restored database, which AWS does not report', () => {
  const record = databaseRecord({ spec: { database: 'shop' } });
  expect(
    loginOf(withSql, recordedWith({ DBName: undefined }, { record })),
  ).toMatchObject({ database: 'shop' });
});

it.each<[string, Partial<DBInstance>]>([
  ['is not available', { DBInstanceStatus: 'modifying' }],
  [
    'has a password that is being rotated',
    { MasterUserSecret: { SecretArn: 'arn', SecretStatus: 'rotating' } },
  ],
])('waits while the instance %s', (_, instance) => {
  expect(loginOf(withSql, recordedWith(instance))).toMatchObject({
    ready: false,
  });
});

it('tries a password that AWS can no longer rotate', () => {
  const MasterUserSecret = { SecretArn: 'arn', SecretStatus: 'impaired' };
  expect(loginOf(withSql, recordedWith({ MasterUserSecret }))).toMatchObject({
    ready: true,
  });
});

it.each<[string, object, RecordedInstance]>([
  ['without sql', {}, recordedWith()],
  [
    'of an emulator',
    { sql: true, endpoint: 'http://127.0.0.1:5000' },
    recordedWith(),
  ],
  [
    'without a record',
    { sql: true, caCertificates: 'pem' },
    recordedWith({}, { record: undefined }),
  ],
  [
    'without a managed password',
    { sql: true, caCertificates: 'pem' },
    recordedWith({ MasterUserSecret: undefined }),
  ],
  [
    'without an address',
    { sql: true, caCertificates: 'pem' },
    recordedWith({ Endpoint: undefined }),
  ],
  [
    'without a known database',
    { sql: true, caCertificates: 'pem' },
    recordedWith({ DBName: undefined }),
  ],
  [
    'that is a read replica',
    { sql: true, caCertificates: 'pem' },
    recordedWith({ ReadReplicaSourceDBInstanceIdentifier: 'other' }),
  ],
])('tries no login of an instance %s', (_, region, recorded) => {
  expect(loginOf(testRegion(region), recorded)).toBeUndefined();
});
