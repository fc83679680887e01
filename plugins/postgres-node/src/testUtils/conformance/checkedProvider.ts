import {
  backupSchema,
  backupsSchema,
  connectionSchema,
  databaseSchema,
  handledOperations,
  healthSchema,
  logsSchema,
  manifestsSchema,
  providerDescriptionSchema,
  revealedCredentialsSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import type { SufficientSources } from '../../contract/SufficientSources';
import { claimsWithoutEvidence, type Claims } from './claimsWithoutEvidence';
import { ConformanceError } from './ConformanceError';
import { invalidMessages } from './invalidMessages';

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
  readLogs: logsSchema,
  ...Object.fromEntries(
    handledOperations.map(({ handler }) => [handler, databaseSchema]),
  ),
};

/** Returns the schema violations of a value in its JSON form; undefined if there are none. */
function schemaIssues(schema: Schema, value: unknown): string | undefined {
  const { error } = schema.safeParse(JSON.parse(JSON.stringify(value ?? null)));
  return error && JSON.stringify(error.issues);
}

/**
 * Returns what is wrong with a result or report: violations of the schema, or
 * otherwise positive claims without sufficient evidence and invalid messages.
 *
 * @param evidence - the sufficient sources of the provider
 */
export function contractViolations(
  evidence: SufficientSources,
  schema: Schema,
  value: unknown,
): string[] {
  const malformed = schemaIssues(schema, value);
  return malformed
    ? [`malformed data: ${malformed}`]
    : [
        ...claimsWithoutEvidence(evidence, value as Claims),
        ...invalidMessages(value),
      ];
}

/**
 * Wraps a provider so that a call fails if its result violates the schema, or
 * contains a positive claim without sufficient evidence or an invalid message.
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
          const problems = contractViolations(
            target.evidence,
            schema,
            resolved,
          );
          if (problems.length)
            throw new ConformanceError(`${key} returned ${problems}`);
          return resolved;
        });
      };
    },
  });
}
