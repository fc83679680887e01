import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import type { RegionConfig } from '../config';

/** The clients of one account and region. */
export interface RegionClients {
  rds: RDSClient;
  ec2: EC2Client;
  secrets: SecretsManagerClient;
}

/**
 * Creates the clients of a region, which are shared by all calls: adaptive
 * retry slows down after a throttled call, which it remembers per client.
 */
export function createClients(
  { accountId, region, endpoint }: RegionConfig,
  credentials: AwsCredentialsManager,
): RegionClients {
  const options = {
    region,
    endpoint,
    retryMode: 'adaptive',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
    },
    credentials: () => credentialsOf(accountId, credentials),
  };
  return {
    rds: new RDSClient(options),
    ec2: new EC2Client(options),
    secrets: new SecretsManagerClient(options),
  };
}

/** At each use: finding them can need a call, and must not delay the start. */
async function credentialsOf(
  accountId: string,
  credentials: AwsCredentialsManager,
) {
  try {
    const { sdkCredentialProvider } = await credentials.getCredentialProvider({
      accountId,
    });
    return await sdkCredentialProvider();
  } catch (error) {
    throw Object.assign(
      new Error(
        `There are none for account ${accountId}: ${(error as Error).message}`,
      ),
      // As the SDK calls it.
      { name: 'CredentialsProviderError' },
    );
  }
}
