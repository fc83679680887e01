import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import { backstageDatabases } from './backstageDatabases';
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

function resolve(server: ParsedServer, reserved: string[]): ServerConfig {
  const { connection, application, standbys, title, ...rest } = server;
  const primary = {
    host: application.host ?? connection.host,
    port: application.port ?? connection.port,
    sslMode: application.sslMode ?? connection.sslMode,
  };
  return {
    ...rest,
    reserved,
    title: title ?? server.id,
    connection,
    application: checked(primary, connection.ca),
    standbys: standbys.map(({ name, application: own, ...login }) => {
      const standby = { ...connection, ...login };
      return {
        name,
        connection: standby,
        application: checked(
          {
            host: own.host ?? standby.host,
            port: own.port ?? standby.port,
            sslMode: own.sslMode ?? primary.sslMode,
          },
          standby.ca,
        ),
      };
    }),
  };
}

function keyOf(path: PropertyKey[]): string {
  return path.reduce<string>(
    (key, part) =>
      typeof part === 'number' ? `${key}[${part}]` : `${key}.${String(part)}`,
    KEY,
  );
}

/**
 * Reads the servers; none where nothing is configured.
 *
 * @throws InputError that names each wrong key with its rule, and no value: it may be a password.
 */
export function readServers(config: Config): ServerConfig[] {
  const value = config.getOptional(KEY);
  if (value === undefined) return [];
  const result = serverProviderConfigSchema.safeParse(value);
  if (result.success) {
    const reserved = backstageDatabases(config);
    return result.data.servers.map(server => resolve(server, reserved));
  }
  throw new InputError(
    result.error.issues
      .flatMap(issue =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map(
              key => `${keyOf([...issue.path, key])} is not a known key`,
            )
          : [
              `${keyOf(issue.path)} ${
                issue.message.startsWith('must ')
                  ? issue.message
                  : `is wrong: ${issue.message}`
              }`,
            ],
      )
      .join('; '),
  );
}
