import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  InvalidFieldsError,
  parseInput,
} from '@pgstage/backstage-plugin-postgres-common';
import type { z } from 'zod';

/**
 * Reads one key of the configuration by a schema.
 *
 * @throws InputError that names each wrong key in full and never its value.
 * @public
 */
export function parseConfig<T extends z.ZodType>(
  config: Config,
  key: string,
  schema: T,
): z.output<T> | undefined {
  const value = config.getOptional(key);
  if (value === undefined) return undefined;
  try {
    return parseInput(schema, value);
  } catch (error) {
    if (!(error instanceof InvalidFieldsError)) throw error;
    throw new InputError(
      `Wrong configuration: ${error.issues
        .map(({ field, rule }) => `${field ? `${key}.${field}` : key} ${rule}`)
        .join('; ')}`,
    );
  }
}
