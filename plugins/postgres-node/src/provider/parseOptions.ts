import {
  InvalidFieldsError,
  parseInput,
  type DatabaseSpec,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';

/** The schema of `options` of a provider. @public */
export type OptionsSchema = Parameters<typeof parseInput>[0];

/**
 * Parses the options of a spec; returns an issue for each invalid or unknown
 * one, so that it can be reported together with those of other fields.
 *
 * @public
 */
export function parseOptions<T extends OptionsSchema>(
  schema: T,
  options: DatabaseSpec['options'] = {},
): { options?: ReturnType<typeof parseInput<T>>; issues: FieldIssue[] } {
  try {
    return { options: parseInput(schema, options), issues: [] };
  } catch (error) {
    if (!(error instanceof InvalidFieldsError)) throw error;
    return {
      issues: error.issues.map(issue => ({
        ...issue,
        field: issue.field ? `options.${issue.field}` : 'options',
      })),
    };
  }
}
