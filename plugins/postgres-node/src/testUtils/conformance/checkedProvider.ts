import {
  backupSchema,
  backupsSchema,
  connectionSchema,
  databaseSchema,
  handledOperations,
  healthSchema,
  manifestsSchema,
  providerDescriptionSchema,
  revealedCredentialsSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { claimsWithoutEvidence, type Claims } from './claimsWithoutEvidence';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import { ConformanceError } from './ConformanceError';

interface Schema {
  safeParse(value: unknown): { error?: { issues: unknown[] } };
}

/** Schema of the result of each method; other methods return nothing. */
const resultSchemas: Record<string, Schema> = {
  describe: providerDescriptionSchema,
  create: databaseSchema,
  bind: databaseSchema,
  change: databaseSchema,
  restore: databaseSchema,
  connection: connectionSchema,
  health: healthSchema,
  listBackups: backupsSchema,
  createBackup: backupSchema,
  render: manifestsSchema,
  revealCredentials: revealedCredentialsSchema,
  ...Object.fromEntries(
    handledOperations.map(({ handler }) => [handler, databaseSchema]),
  ),
};

/** Returns the schema violations of a value in its JSON form; undefined if there are none. */
export function schemaIssues(
  schema: Schema,
  value: unknown,
): string | undefined {
  const { error } = schema.safeParse(JSON.parse(JSON.stringify(value ?? null)));
  return error && JSON.stringify(error.issues);
}

/**
 * Wraps a provider so that a call fails if its result violates the schema, or
 * contains a positive claim without sufficient evidence.
 */
export function checkedProvider(provider: PostgresProvider): PostgresProvider {
  return new Proxy(provider, {
    get(target, key: string) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const schema = resultSchemas[key];
      return (...args: unknown[]) => {
        const result: unknown = value.apply(target, args);
        if (!schema) return result;
        return Promise.resolve(result).then(resolved => {
          const malformed = schemaIssues(schema, resolved);
          if (malformed)
            throw new ConformanceError(
              `${key} returned malformed data: ${malformed}`,
            );
          const unproven = claimsWithoutEvidence(
            target.evidence,
            resolved as Claims,
          );
          if (unproven.length)
            throw new ConformanceError(`${key} returned: ${unproven}`);
          return resolved;
        });
      };
    },
  });
}
