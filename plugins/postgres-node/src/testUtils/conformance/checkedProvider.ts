import {
  backupSchema,
  backupsSchema,
  connectionSchema,
  databaseSchema,
  healthSchema,
  manifestsSchema,
  providerDescriptionSchema,
  revealedCredentialsSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { handledOperations } from './handledOperations';
import { claimsWithoutEvidence, type Claims } from './claimsWithoutEvidence';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import { ConformanceError } from './waitLimits';

interface Schema {
  safeParse(value: unknown): { error?: { issues: unknown[] } };
}

/** What each method answers with; the others answer with nothing. */
const answers: Record<string, Schema> = {
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

/** What is malformed in a value as it is on the wire; undefined where nothing is. */
export function schemaIssues(
  schema: Schema,
  value: unknown,
): string | undefined {
  const { error } = schema.safeParse(JSON.parse(JSON.stringify(value ?? null)));
  return error && JSON.stringify(error.issues);
}

/** The same provider, whose calls fail where their answer is malformed, or green without evidence that suffices. */
export function checkedProvider(provider: PostgresProvider): PostgresProvider {
  return new Proxy(provider, {
    get(target, key: string) {
      const instance: unknown = Reflect.get(target, key, target);
      if (typeof instance !== 'function') return instance;
      const schema = answers[key];
      return (...args: unknown[]) => {
        const result: unknown = instance.apply(target, args);
        if (!schema) return result;
        return Promise.resolve(result).then(answer => {
          const malformed = schemaIssues(schema, answer);
          if (malformed)
            throw new ConformanceError(
              `${key} returned malformed data: ${malformed}`,
            );
          const greens = claimsWithoutEvidence(
            target.evidence,
            answer as Claims,
          );
          if (greens.length)
            throw new ConformanceError(`${key} returned: ${greens}`);
          return answer;
        });
      };
    },
  });
}
