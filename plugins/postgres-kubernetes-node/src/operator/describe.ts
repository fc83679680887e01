import {
  databaseSpecSchema,
  type OfferedOperations,
  type ProviderDescription,
  type Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { locationsOf } from '../describe/locations';
import { toFormSchema } from '../describe/toFormSchema';
import { contentsSupport } from './contents';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorContext, OperatorRules } from './OperatorRules';
import { rulesIn } from './operationsOf';

const yes: Support = { supported: true };

/** Operations of the base, for every operator. */
const operations: OfferedOperations = {
  bind: yes,
  change: yes,
  remove: yes,
  'rotate-password': yes,
  'reveal-credentials': yes,
  backup: yes,
  restore: yes,
};

/** Describes the provider with all its locations, which are queried in parallel. */
export async function describeOperator<TSnapshot extends OperatorSnapshot>(
  rules: OperatorRules<TSnapshot>,
  contexts: OperatorContext[],
  signal?: AbortSignal,
): Promise<ProviderDescription> {
  const { id, kind, title, names, options } = rules;
  const contents = contentsSupport(rules);
  const locations = await Promise.all(
    contexts.map(context =>
      locationsOf(
        context,
        { kind, operator: title, isConfigured: true },
        signal,
      ),
    ),
  );
  return {
    id,
    title,
    locations: locations.flat().map(location => ({ ...location, ...contents })),
    name: names,
    fields: databaseSpecSchema
      .keyof()
      .options.filter(
        field =>
          (field !== 'roles' && field !== 'databases') ||
          contents[field].supported,
      ),
    optionsSchema: toFormSchema(options),
    operations: {
      ...operations,
      ...(rules.logs && { 'read-logs': yes }),
      ...Object.fromEntries(rulesIn(rules.operations).map(([op]) => [op, yes])),
    },
  };
}
