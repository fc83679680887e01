import {
  type Connection,
  type CredentialReference,
  libpqConninfo,
  type Recipe,
  shellWord,
} from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import type { InstanceFacts } from '../instance';
import type { EntryState } from '../credentials';
import { credentialsOf, endpointsOf, type ObservedDatabase } from '../observe';
import { groupNames } from '../rules';

const FOLLOWS_ROTATION =
  'After a rotation, Backstage writes the new password to the credential store within minutes. Restart pods that read it as environment variables.';
const IS_MASTER =
  'The user is the master user of the instance: it can create roles and read all data. Create a separate role for each application.';

/** Returns section `connection`, from the last observation and without secrets. */
export function connectionOf(
  config: RegionConfig,
  { recorded: { instance: read, record }, replicas }: ObservedDatabase,
  entry?: EntryState,
): Connection {
  const instance = {
    ...read,
    database: read.database ?? record?.spec.database,
  };
  const { database, user } = instance;
  return {
    endpoints: endpointsOf(config, instance, replicas),
    database,
    user,
    caCertificate: config.caCertificates,
    credentials: credentialsOf(instance, entry),
    recipes: [
      applicationRecipe(config, instance, {
        clients:
          record && !record.adopted
            ? groupNames(instance.identifier).outgoing
            : undefined,
        stored: entry?.reference,
      }),
    ],
  };
}

/**
 * @param options - `clients`: name of the security group for clients, if Backstage created
 * it; `stored`: the entry in the credential store
 */
function applicationRecipe(
  { region, caCertificates, endpoint: emulator }: RegionConfig,
  { endpoint, secret, database, user, status }: InstanceFacts,
  { clients, stored }: { clients?: string; stored?: CredentialReference },
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
      ...(stored?.usage
        ? [{ label: 'Use in a container', command: stored.usage }]
        : []),
      ...(secret
        ? [
            {
              label: 'Read user and password',
              command: `aws secretsmanager get-secret-value${
                emulator ? ` --endpoint-url ${shellWord(emulator)}` : ''
              } --region ${shellWord(region)} --secret-id ${shellWord(
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
      ...(emulator
        ? ['An emulator of AWS runs no PostgreSQL: nothing listens here.']
        : []),
      IS_MASTER,
      ...(stored ? [FOLLOWS_ROTATION] : []),
      ...(secret
        ? ['AWS rotates the password: read it for each new connection.']
        : [
            'AWS does not manage the password of this instance: ask the owner of the instance.',
          ]),
      ...(endpoint
        ? []
        : [`The instance has no address yet: its status is '${status}'.`]),
      ...(caCertificates
        ? []
        : [
            'sslmode=require encrypts the connection without verifying the server. For verify-full, use the certificates at https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem.',
          ]),
    ],
    needs: [
      clients
        ? `A security group that may connect to the database, for example ${clients}`
        : 'A security group that may connect to the database',
      ...(secret
        ? ['The IAM action secretsmanager:GetSecretValue on the secret']
        : []),
    ],
  };
}
