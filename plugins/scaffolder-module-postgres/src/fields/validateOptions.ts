import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { findRejection } from '../dryRun';
import { toRequest } from '../request';
import { addIssues, isSetting, type Errors } from '../settings/formErrors';
import type { PostgresOptionsOptions } from './PostgresOptions';
import { validatedValues } from './validated';

/**
 * Whether the page has a settings field: errors of settings are shown there,
 * and not repeated by the preview.
 */
export const shownSettings = {
  count: 0,
  add() {
    this.count += 1;
    return () => {
      this.count -= 1;
    };
  },
};

/** Rejects what the task would reject, at the invalid fields. */
export const validateOptions: CustomFieldValidator<
  Record<string, unknown>,
  PostgresOptionsOptions
> = async (given, field, context) => {
  const api = context.apiHolder.get(postgresApiRef);
  if (!api) return;
  for (const {
    siblings,
    options = {},
    value,
  } of validatedValues<PostgresOptionsOptions>(
    'PostgresOptions',
    given,
    context,
  )) {
    const own = '';
    const request = toRequest(name => (name === own ? value : siblings(name)), {
      ...options,
      settingsField: own,
    });
    const rejection = request && (await findRejection(api, request, options));
    const issues = rejection?.issues.filter(isSetting) ?? [];
    if (!issues.length) continue;
    addIssues(field as unknown as Errors, issues);
    // If the field has an error list, even an empty one, Backstage ignores the
    // errors of its properties.
    delete field.__errors;
  }
};
