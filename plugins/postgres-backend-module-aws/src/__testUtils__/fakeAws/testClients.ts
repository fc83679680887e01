import { EC2Client } from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FakeAws } from './FakeAws';

/** The clients of one account and region, without retries. */
export function testClients(
  fake: FakeAws,
  { account = '123456789012', region = 'eu-west-1', maxAttempts = 1 } = {},
) {
  const options = {
    endpoint: fake.endpoint,
    region,
    maxAttempts,
    requestHandler: { requestTimeout: 5_000, throwOnRequestTimeout: true },
    credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'unused' },
  };
  return {
    rds: new RDSClient(options),
    ec2: new EC2Client(options),
    secrets: new SecretsManagerClient(options),
  };
}

/** Returns a valid request to create an instance. */
export function creation(
  id: string,
  input: Partial<CreateDBInstanceCommand['input']> = {},
): CreateDBInstanceCommand {
  return new CreateDBInstanceCommand({
    AllocatedStorage: 20,
    DBInstanceClass: 'db.t4g.medium',
    DBInstanceIdentifier: id,
    DBName: 'orders',
    Engine: 'postgres',
    EngineVersion: '17.7',
    ManageMasterUserPassword: true,
    MasterUsername: 'orders',
    ...input,
  });
}

/** Like {@link creation}, with a password in the request, which read replicas require. */
export function creationWithPassword(
  id: string,
  input: Partial<CreateDBInstanceCommand['input']> = {},
): CreateDBInstanceCommand {
  return creation(id, {
    ManageMasterUserPassword: undefined,
    MasterUserPassword: 'a-first-password',
    ...input,
  });
}
