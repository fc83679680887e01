import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { findNameProblem } from '../databaseName';
import { findRejection } from '../dryRun';
import { findLocation, readLocation } from '../location';
import { toRequest } from '../request';
import { readTakenNames } from '../takenNames';
import type { DatabaseNameOptions } from './DatabaseNameField';
import { readText } from './siblingFields';
import { translateBy, type Translate } from '../translation';
import { validatedValues, type Validated } from './validated';

async function findProblem(
  t: Translate,
  api: typeof postgresApiRef.T,
  name: string,
  { siblings, options }: Validated<DatabaseNameOptions>,
): Promise<string | undefined> {
  const where = readLocation(siblings(options?.locationField ?? 'location'));
  if (!where) return undefined;
  const [providers, taken] = await Promise.all([
    api.listProviders().catch(() => undefined),
    readTakenNames(api, where).catch(() => undefined),
  ]);
  const rule = findLocation(providers, where)?.provider.name;
  const problem = findNameProblem(t, name, rule, taken);
  if (problem) return problem;
  // Only the name of this page is validated, because later fields can change the rest.
  const own = '';
  const request = toRequest(field => (field === own ? name : siblings(field)), {
    ...options,
    request: { name: own, entityRef: options?.entityField ?? 'entityRef' },
  });
  const rejection = request && (await findRejection(api, request));
  const issue = rejection?.issues.find(({ field }) => field === 'name');
  if (issue) return issue.rule;
  return rejection?.isTaken ? rejection.message : undefined;
}

/** Forms with a rejected name, so that the preview on the same page does not repeat the error. */
export const rejectedNames = new WeakSet<object>();

/**
 * Checks the name again before the next page. A name that cannot be checked now
 * is checked when the database is created.
 */
export const validateDatabaseName: CustomFieldValidator<
  string,
  DatabaseNameOptions
> = async (given, field, context) => {
  const api = context.apiHolder.get(postgresApiRef);
  if (!api) return;
  const t = translateBy(context.apiHolder);
  rejectedNames.delete(context.formData);
  for (const validated of validatedValues<DatabaseNameOptions>(
    'PostgresDatabaseName',
    given,
    context,
  )) {
    const name = readText(validated.value);
    const problem = name && (await findProblem(t, api, name, validated));
    const { entry } = validated;
    if (!problem) continue;
    field.addError(
      entry === undefined
        ? problem
        : t('name.entry', { number: String(entry), problem }),
    );
    rejectedNames.add(context.formData);
  }
};
