import type { Connection } from '@pgstage/backstage-plugin-postgres-common';
import type { ServerConfig } from '../config';
import type { ObservedDatabase } from '../observe';
import { loginOf } from '../record';
import { fromApplication } from './fromApplication';
import { direct, throughTunnel } from './fromLaptop';
import type { Login, LoginEndpoint } from './login';

/** Returns section `connection`, from memory and without secrets. */
export function connectionOf(
  config: ServerConfig,
  { recorded, credentials }: Pick<ObservedDatabase, 'recorded' | 'credentials'>,
): Connection {
  const { application, standbys, jumpHost } = config;
  const endpoints: LoginEndpoint[] = [
    { ...application, purpose: 'read-write' },
    ...standbys.map(
      (standby): LoginEndpoint => ({
        ...standby.application,
        purpose: 'read-only',
      }),
    ),
  ];
  const login: Login = {
    ...{ endpoints, credentials, jumpHost },
    database: recorded.name,
    // The stored login, even if the owner was changed.
    user: loginOf(recorded) ?? recorded.owner,
  };
  return {
    endpoints: endpoints.map(({ ca, ...endpoint }) => ({
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
