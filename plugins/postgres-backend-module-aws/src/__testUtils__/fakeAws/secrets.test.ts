import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { FakeAws } from '.';
import { creation, testClients } from './testClients';

let fake: FakeAws;
let clients: ReturnType<typeof testClients>;
beforeEach(async () => {
  fake = await FakeAws.start();
  clients = testClients(fake);
});
afterEach(() => fake.stop());

async function managedSecret() {
  await clients.rds.send(creation('orders'));
  fake.clock.settle();
  const { DBInstances } = await clients.rds.send(
    new DescribeDBInstancesCommand({}),
  );
  return DBInstances![0].MasterUserSecret!;
}

const statusOf = () =>
  fake.region().instances.get('orders')!.db.MasterUserSecret!.SecretStatus;

it('creates the secret of an instance, with user and password only', async () => {
  const { SecretArn: SecretId, SecretStatus } = await managedSecret();
  expect(SecretStatus).toBe('active');
  const { SecretString } = await clients.secrets.send(
    new GetSecretValueCommand({ SecretId }),
  );
  expect(JSON.parse(SecretString!)).toEqual({
    username: 'orders',
    password: fake.region().instances.get('orders')!.masterPassword,
  });
  expect(
    await clients.secrets.send(new DescribeSecretCommand({ SecretId })),
  ).toMatchObject({
    OwningService: 'rds',
    RotationEnabled: true,
    RotationRules: { AutomaticallyAfterDays: 7 },
    NextRotationDate: expect.any(Date),
  });
  const { SecretList } = await clients.secrets.send(
    new ListSecretsCommand({
      Filters: [{ Key: 'owning-service', Values: ['rds'] }],
    }),
  );
  expect(SecretList!.map(({ ARN }) => ARN)).toEqual([SecretId]);
});

it('schedules without rotating, and rotates to a new version', async () => {
  const { SecretArn: SecretId } = await managedSecret();
  const { secrets } = clients;
  const before = await secrets.send(new GetSecretValueCommand({ SecretId }));
  await secrets.send(
    new RotateSecretCommand({
      SecretId,
      RotationRules: { ScheduleExpression: 'rate(30 days)' },
      RotateImmediately: false,
    }),
  );
  expect(statusOf()).toBe('active');
  const { RotationRules } = await secrets.send(
    new DescribeSecretCommand({ SecretId }),
  );
  expect(RotationRules).toEqual({ ScheduleExpression: 'rate(30 days)' });
  await secrets.send(new RotateSecretCommand({ SecretId }));
  expect(statusOf()).toBe('rotating');
  fake.clock.settle();
  expect(statusOf()).toBe('active');
  const after = await secrets.send(new GetSecretValueCommand({ SecretId }));
  expect(after.VersionId).not.toBe(before.VersionId);
  const previous = await secrets.send(
    new GetSecretValueCommand({ SecretId, VersionStage: 'AWSPREVIOUS' }),
  );
  expect(previous.SecretString).toBe(before.SecretString);
});

it('refuses a Lambda function, two schedules, and changes to a managed value', async () => {
  const { SecretArn: SecretId } = await managedSecret();
  const { secrets } = clients;
  await expect(
    secrets.send(
      new RotateSecretCommand({ SecretId, RotationLambdaARN: 'arn:x' }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidRequestException' });
  await expect(
    secrets.send(
      new RotateSecretCommand({
        SecretId,
        RotationRules: {
          AutomaticallyAfterDays: 30,
          ScheduleExpression: 'rate(30 days)',
        },
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(
    secrets.send(new PutSecretValueCommand({ SecretId, SecretString: '{}' })),
  ).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

it('moves a password of one’s own through its stages, repeatably', async () => {
  const { secrets } = clients;
  const ClientRequestToken = 'a'.repeat(32);
  const SecretId = 'pgstage/orders';
  await secrets.send(
    new CreateSecretCommand({ Name: SecretId, SecretString: 'first' }),
  );
  const put = (SecretString: string) =>
    secrets.send(
      new PutSecretValueCommand({
        SecretId,
        SecretString,
        ClientRequestToken,
        VersionStages: ['AWSPENDING'],
      }),
    );
  await put('second');
  await put('second');
  await expect(put('third')).rejects.toMatchObject({
    name: 'ResourceExistsException',
  });
  const current = () => secrets.send(new GetSecretValueCommand({ SecretId }));
  const { VersionId, SecretString } = await current();
  expect(SecretString).toBe('first');
  const move = (RemoveFromVersionId?: string) =>
    secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: ClientRequestToken,
        RemoveFromVersionId,
      }),
    );
  await expect(move()).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await move(VersionId);
  expect((await current()).SecretString).toBe('second');
});

it('deletes a secret after its recovery window, and refuses its name until then', async () => {
  const { secrets } = clients;
  const create = new CreateSecretCommand({ Name: 'own', SecretString: 'x' });
  await secrets.send(create);
  await expect(
    secrets.send(new CreateSecretCommand({ Name: 'own', SecretString: 'y' })),
  ).rejects.toMatchObject({ name: 'ResourceExistsException' });
  await secrets.send(
    new DeleteSecretCommand({ SecretId: 'own', RecoveryWindowInDays: 7 }),
  );
  await expect(secrets.send(create)).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
  fake.clock.advance(7 * 86_400 + 1);
  await secrets.send(create);
});
