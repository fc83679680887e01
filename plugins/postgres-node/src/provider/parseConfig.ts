import { InputError } from '@backstage/errors';

/** What a schema of zod says of a value that breaks a rule. @public */
export interface ConfigIssue {
  code?: string;
  message: string;
  path: PropertyKey[];
  /** Present for `unrecognized_keys`. */
  keys?: string[];
}

/** A schema of zod. @public */
export interface ConfigSchema<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: ConfigIssue[] } };
}

/**
 * Checks a part of the configuration and fills in its defaults.
 *
 * @param key - where the part is, for example `postgres.providers.server`
 * @throws InputError that names each invalid key with its rule, without its value:
 * it may be a password
 * @public
 */
export function parseConfig<T>(
  schema: ConfigSchema<T>,
  value: unknown,
  key: string,
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(
    result.error.issues
      .flatMap(({ code, message, path, keys = [] }) =>
        code === 'unrecognized_keys'
          ? keys.map(one => `${keyOf(key, [...path, one])} is not a known key`)
          : [
              `${keyOf(key, path)} ${
                message.startsWith('must ') ? message : `is invalid: ${message}`
              }`,
            ],
      )
      .join('; '),
  );
}

function keyOf(key: string, path: PropertyKey[]): string {
  return path.reduce<string>(
    (all, part) =>
      typeof part === 'number' ? `${all}[${part}]` : `${all}.${String(part)}`,
    key,
  );
}
