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

/**
 * Without `ca`, a verifying mode becomes `verify-full`: libpq supports the
 * system's certificates only with it, because weaker modes would accept the
 * certificate of any host.
 */
function withVerification(
  { sslMode, ...address }: Omit<ApplicationAddress, 'ca'>,
  ca?: string,
): ApplicationAddress {
  if (!sslMode.startsWith('verify')) return { ...address, sslMode };
  return ca
    ? { ...address, sslMode, ca }
    : { ...address, sslMode: 'verify-full' };
}

/** Unencrypted or unverified connections are only safe on the same machine. */
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
    return withVerification(
      { host, port: own.port ?? login.port, sslMode },
      login.ca,
    );
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
 * Reads the configured servers.
 *
 * @throws InputError that names each invalid key with its rule; without its
 * value, which may be a password
 */
export function readServers(config: Config): ServerConfig[] {
  const parsed = parseConfig(config, KEY, serverProviderConfigSchema);
  if (!parsed) return [];
  const reserved = backstageDatabases(config);
  return parsed.servers.map(server => resolve(server, reserved));
}
