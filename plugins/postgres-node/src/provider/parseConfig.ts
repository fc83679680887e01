import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  InvalidFieldsError,
  parseInput,
} from '@pgstage/backstage-plugin-postgres-common';

/** The schema of a part of the configuration. @public */
export type ConfigSchema = Parameters<typeof parseInput>[0];

/**
 * Reads a part of the configuration by a schema.
 *
 * @param key - where the part is, for example `postgres.providers.server`
 * @returns the part with its defaults, or undefined if it is not configured
 * @throws InputError that names each invalid key with its rule, without its value:
 * it may be a password
 * @public
 */
export function parseConfig<T extends ConfigSchema>(
  config: Pick<RootConfigService, 'getOptional'>,
  key: string,
  schema: T,
): ReturnType<typeof parseInput<T>> | undefined {
  const value = config.getOptional(key);
  if (value === undefined) return undefined;
  try {
    return parseInput(schema, value);
  } catch (error) {
    if (!(error instanceof InvalidFieldsError)) throw error;
    const issues = error.issues.map(
      ({ field, rule }) => `${keyOf(key, field)} ${rule}`,
    );
    throw new InputError(`Wrong configuration: ${issues.join('; ')}`);
  }
}

/** Returns the full key, with indexes as Backstage writes them. */
function keyOf(key: string, field: string): string {
  const path = field ? `${key}.${field}` : key;
  return path.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
