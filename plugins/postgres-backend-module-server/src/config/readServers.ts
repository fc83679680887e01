import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import { backstageDatabases } from './backstageDatabases';
import { serverProviderConfigSchema } from './schema';
import type { ServerConfig } from './types';

const KEY = 'postgres.providers.server';

type ParsedServer = z.output<
  typeof serverProviderConfigSchema
>['servers'][number];

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
    application: primary,
    standbys: standbys.map(({ name, application: own, ...login }) => {
      const standby = { ...connection, ...login };
      return {
        name,
        connection: standby,
        application: {
          host: own.host ?? standby.host,
          port: own.port ?? standby.port,
          sslMode: own.sslMode ?? primary.sslMode,
        },
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
