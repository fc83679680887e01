import { ConfigReader } from '@backstage/config';
import {
  type AwsCredentialsManager,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';
import { createClients, RegionApi } from '../aws';
import { readRegions, type RegionConfig } from '../config';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';
export const LOCATION = `${ACCOUNT}/${REGION}`;

/** Credentials of a test; emulators do not check them by default. */
export const testCredentials = (
  accessKeyId = 'test',
  secretAccessKey = 'test-secret',
): AwsCredentialsManager =>
  DefaultAwsCredentialsManager.fromConfig(
    new ConfigReader({
      aws: {
        accounts: [{ accountId: ACCOUNT, accessKeyId, secretAccessKey }],
      },
    }),
  );

/** A region with the defaults of the configuration. */
export function testRegion(
  region: object = {},
  provider: object = {},
): RegionConfig {
  const network = {
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0a', 'subnet-0b'],
  };
  const [config] = readRegions(
    new ConfigReader({
      postgres: {
        providers: {
          'aws-rds': {
            accounts: [
              {
                accountId: ACCOUNT,
                regions: [{ region: REGION, network, ...region }],
              },
            ],
            ...provider,
          },
        },
      },
    }),
  );
  return config;
}

export const testApi = (
  config: RegionConfig,
  credentials = testCredentials(),
) => new RegionApi(config, createClients(config, credentials));
