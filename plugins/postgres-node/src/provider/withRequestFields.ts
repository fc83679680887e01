import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';

/**
 * Returns the error of a credential store that rejects a target, with the fields
 * of the request (`options.credentials`); any other error unchanged.
 *
 * @public
 */
export function withRequestFields(error: unknown): unknown {
  if (!(error instanceof InvalidFieldsError)) return error;
  return new InvalidFieldsError(
    error.issues.map(({ field, rule }) => ({
      field: field.replace(/^target\./, 'options.credentials.'),
      rule,
    })),
  );
}
