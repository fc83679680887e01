import {
  type Connection,
  libpqConninfo,
  type Recipe,
  shellWord,
} from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import type { InstanceFacts } from '../instance';
import type { ObservedDatabase } from '../observe';
import { endpointsOf } from '../observe';

const IS_MASTER =
  'The user is the master user of the instance: it can create roles and read all data. Create a role of its own for each application.';

/** Section `connection`: from memory, without a secret. */
export function connectionOf(
  config: RegionConfig,
  { recorded: { instance }, replicas }: ObservedDatabase,
): Connection {
  const { secret, database, user } = instance;
  return {
    endpoints: endpointsOf(config, instance, replicas),
    database,
    user,
    caCertificate: config.caCertificates,
    credentials: secret && {
      store: 'aws-secrets-manager',
      secretRef: secret.arn,
    },
    recipes: [applicationRecipe(config, instance)],
  };
}

function applicationRecipe(
  { region, caCertificates }: RegionConfig,
  { endpoint, secret, database, user, status }: InstanceFacts,
): Recipe {
  const sslmode = caCertificates ? 'verify-full' : 'require';
  const conninfo =
    endpoint &&
    libpqConninfo({
      host: endpoint.host,
      port: String(endpoint.port),
      ...(database && { dbname: database }),
      ...(user && { user }),
      sslmode,
    });
  return {
    id: 'application',
    title: 'From an application in the VPC',
    from: 'application',
    commands: [
      ...(secret
        ? [
            {
              label: 'Read user and password',
              command: `aws secretsmanager get-secret-value --region ${shellWord(
                region,
              )} --secret-id ${shellWord(
                secret.arn,
              )} --query SecretString --output text`,
            },
          ]
        : []),
      ...(conninfo
        ? [
            {
              label: 'Connect',
              command: `psql ${shellWord(conninfo)}`,
              endpoint,
            },
          ]
        : []),
    ],
    notes: [
      IS_MASTER,
      ...(secret
        ? [
            'AWS replaces the password regularly: read it when you connect, not only once.',
          ]
        : [
            'AWS does not manage the password of this instance: ask whoever created it.',
          ]),
      ...(endpoint
        ? []
        : [`There is no address yet: the status is '${status}'.`]),
      ...(caCertificates
        ? []
        : [
            'sslmode=require encrypts without checking the server. For verify-full, use the certificates at https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem.',
          ]),
    ],
    needs: [
      'A security group that the database accepts, for example its group of clients',
      ...(secret
        ? ['The IAM action secretsmanager:GetSecretValue on the secret']
        : []),
    ],
  };
}
