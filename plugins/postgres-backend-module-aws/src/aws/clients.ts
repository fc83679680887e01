import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import type { RegionConfig } from '../config';

/** The clients of one account and region. */
export interface RegionClients {
  rds: RDSClient;
  /** Sends each request once, for operations that must not be repeated after a lost response. */
  rdsOnce: RDSClient;
  ec2: EC2Client;
  secrets: SecretsManagerClient;
}

/**
 * Creates the clients of a region. Adaptive retry limits the rate of each client
 * after a throttled call, so that the polls of a region share one set of clients,
 * and the requests of users another.
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
    rdsOnce: new RDSClient({ ...options, maxAttempts: 1 }),
    ec2: new EC2Client(options),
    secrets: new SecretsManagerClient(options),
  };
}

/** Returns the credentials of an account. Called for each request and not at the start, which a call to AWS would delay. @throws CredentialsProviderError */
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
        `No credentials for account ${accountId}: ${(error as Error).message}`,
      ),
      // The name that the SDK uses.
      { name: 'CredentialsProviderError' },
    );
  }
}
