import type { Config } from '@backstage/config';
import type { SslMode } from '@pgstage/backstage-plugin-postgres-common';
import { parseConfig } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { z } from 'zod';
import { backstageDatabases } from './backstageDatabases';
import { isOwnMachine } from './isOwnMachine';
import { serverProviderConfigSchema } from './schema';
import type { ApplicationAddress, ServerConfig } from './types';

const KEY = 'postgres.providers.server';

type ParsedServer = z.output<
  typeof serverProviderConfigSchema
>['servers'][number];

/** libpq takes the system's certificates with `verify-full` alone: with a weaker mode anybody's would do. */
function checked(
  { sslMode, ...address }: Omit<ApplicationAddress, 'ca'>,
  ca?: string,
): ApplicationAddress {
  if (!sslMode.startsWith('verify')) return { ...address, sslMode };
  return ca
    ? { ...address, sslMode, ca }
    : { ...address, sslMode: 'verify-full' };
}

/** What is not encrypted and verified may only go where nobody else listens. */
function defaultSslMode(host: string): SslMode {
  return isOwnMachine(host) ? 'prefer' : 'verify-full';
}

function resolve(server: ParsedServer, reserved: string[]): ServerConfig {
  const { connection, application, standbys, title, ...rest } = server;
  const logIn = <Login extends Pick<PostgresLogin, 'host'>>(
    login: Login & { sslMode?: SslMode },
  ) => ({ ...login, sslMode: login.sslMode ?? defaultSslMode(login.host) });
  const addressOf = (
    own: typeof application,
    login: Pick<typeof connection, 'host' | 'port' | 'sslMode' | 'ca'>,
  ) => {
    const host = own.host ?? login.host;
    const sslMode =
      own.sslMode ??
      application.sslMode ??
      login.sslMode ??
      defaultSslMode(host);
    return checked({ host, port: own.port ?? login.port, sslMode }, login.ca);
  };
  return {
    ...rest,
    reserved,
    title: title ?? server.id,
    connection: logIn(connection),
    application: addressOf(application, connection),
    standbys: standbys.map(({ name, application: own, ...login }) => {
      const standby = { ...connection, ...login };
      return {
        name,
        connection: logIn(standby),
        application: addressOf(own, standby),
      };
    }),
  };
}

/**
 * Reads the servers; none where nothing is configured.
 *
 * @throws InputError that names each wrong key with its rule, and no value: it may be a password.
 */
export function readServers(config: Config): ServerConfig[] {
  const value = config.getOptional(KEY);
  if (value === undefined) return [];
  const { servers } = parseConfig(serverProviderConfigSchema, value, KEY);
  const reserved = backstageDatabases(config);
  return servers.map(server => resolve(server, reserved));
}
