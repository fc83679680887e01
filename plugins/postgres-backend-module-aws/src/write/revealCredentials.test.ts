import type { DBInstance } from '@aws-sdk/client-rds';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { revealCredentials } from './revealCredentials';

async function reveal(
  more: Partial<DBInstance> = {},
  SecretString = '{"username":"orders","password":"p"}',
) {
  const TagList = await signedTags(databaseRecord());
  const api = new CannedApi({
    DescribeDBInstances: () => ({
      DBInstances: [runningInstance({ TagList, ...more })],
    }),
    GetSecretValue: () => ({ SecretString }),
  });
  const outcome = await revealCredentials({
    ref: 'ref',
    name: 'orders',
    api,
    signer,
  }).catch(error => error);
  return { outcome, secrets: api.calls.slice(1) };
}

it('returns the user and the password of the secret of the instance', async () => {
  const { MasterUserSecret } = runningInstance();
  expect(await reveal()).toEqual({
    outcome: { user: 'orders', password: 'p' },
    secrets: [['GetSecretValue', { SecretId: MasterUserSecret!.SecretArn }]],
  });
});

it.each([
  ['without a record', { TagList: [] }],
  ['whose password AWS does not manage', { MasterUserSecret: undefined }],
  ['that is a read replica', { ReadReplicaSourceDBInstanceIdentifier: 'a' }],
])('reads no secret of an instance %s', async (_, more) => {
  const { outcome, secrets } = await reveal(more);
  expect(outcome).toMatchObject({ name: 'ConflictError' });
  expect(secrets).toEqual([]);
});

it.each(['not-json-with-a-password', '{"user":"a"}'])(
  'does not quote the unexpected content %s',
  async content => {
    const { outcome } = await reveal({}, content);
    expect(outcome).toMatchObject({ code: 'Upstream' });
    expect(String(outcome)).not.toContain(content);
  },
);
