import type { Connection } from '@pgstage/backstage-plugin-postgres-common';
import type { ServerConfig } from '../config';
import type { ObservedDatabase } from '../observe';
import { fromApplication } from './fromApplication';
import { direct, throughTunnel } from './fromLaptop';
import type { Login, LoginEndpoint } from './login';

/** Section `connection`: from memory alone, and without a secret. */
export function connectionOf(
  config: ServerConfig,
  { recorded, credentials }: Pick<ObservedDatabase, 'recorded' | 'credentials'>,
): Connection {
  const { application, standbys, jumpHost } = config;
  const ways: LoginEndpoint[] = [
    { ...application, purpose: 'read-write' },
    ...standbys.map(
      (standby): LoginEndpoint => ({
        ...standby.application,
        purpose: 'read-only',
      }),
    ),
  ];
  const login: Login = {
    ...{ ways, credentials, jumpHost },
    database: recorded.name,
    // The login that is kept, whoever owns the database now.
    user: recorded.role ?? recorded.owner,
  };
  return {
    endpoints: ways.map(({ ca, ...endpoint }) => ({
      ...endpoint,
      ...(ca && ca !== application.ca && { caCertificate: ca }),
    })),
    database: login.database,
    user: login.user,
    caCertificate: application.ca,
    credentials,
    recipes: [fromApplication(login), direct(login), throughTunnel(login)],
  };
}
