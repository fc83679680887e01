import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { findRefusal } from '../dryRun';
import { toRequest } from '../request';
import { addIssues, isSetting, type Errors } from '../settings/refused';
import type { PostgresOptionsOptions } from './PostgresOptions';
import { validatedValues } from './validated';

/** Whether settings are on the page: what is refused of them is said there, and not by the preview as well. */
export const shownSettings = {
  count: 0,
  add() {
    this.count += 1;
    return () => {
      this.count -= 1;
    };
  },
};

/** Refuses what the task would refuse, at the fields that are named. */
export const validateOptions: CustomFieldValidator<
  Record<string, unknown>,
  PostgresOptionsOptions
> = async (given, field, context) => {
  const api = context.apiHolder.get(postgresApiRef);
  if (!api) return;
  for (const {
    neighbours,
    options = {},
    value,
  } of validatedValues<PostgresOptionsOptions>(
    'PostgresOptions',
    given,
    context,
  )) {
    const own = '';
    const request = toRequest(
      name => (name === own ? value : neighbours(name)),
      { ...options, settingsField: own },
    );
    const refusal = request && (await findRefusal(api, request, options));
    const issues = refusal?.issues.filter(isSetting) ?? [];
    if (!issues.length) continue;
    addIssues(field as unknown as Errors, issues);
    // With errors of its own, even none, Backstage would not look into the field.
    delete field.__errors;
  }
};
