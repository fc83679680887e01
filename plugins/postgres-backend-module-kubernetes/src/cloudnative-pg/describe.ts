import type {
  OfferedOperations,
  Support,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  locationsOf,
  runsInitSql,
  toFormSchema,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  clusterKind,
  type ClusterContext,
  MAX_NAME_LENGTH,
  PROVIDER_ID,
} from './model';
import { formOptions } from './formOptions';
import { NAME_PATTERN, NAME_RULE, optionsSchema, SPEC_FIELDS } from './write';

const TITLE = 'CloudNativePG';

const yes: Support = { supported: true };
const operations: OfferedOperations = {
  bind: yes,
  change: yes,
  remove: yes,
  'rotate-password': yes,
  backup: yes,
  restore: yes,
  restart: yes,
  switchover: yes,
  hibernate: yes,
  fence: yes,
  'destroy-instance': yes,
  'reveal-credentials': yes,
  'read-logs': yes,
};

/** Describes the provider with all its locations, which are queried at the same time. */
export async function describeProvider(
  contexts: ClusterContext[],
  signal?: AbortSignal,
): Promise<ProviderDescription> {
  const [offersInitSql, ...locations] = await Promise.all([
    runsInitSql(contexts, signal),
    ...contexts.map(context =>
      locationsOf(
        context,
        {
          kind: clusterKind,
          operator: TITLE,
          isConfigured: context.config.configured,
        },
        signal,
      ),
    ),
  ]);
  return {
    id: PROVIDER_ID,
    title: TITLE,
    locations: locations.flatMap((ofCluster, index) =>
      ofCluster.map(location => ({
        ...location,
        roles: yes,
        databases: yes,
        optionsSchema: formOptions(
          contexts[index].config,
          location.backupTargets ?? [],
          offersInitSql,
        ),
      })),
    ),
    name: {
      pattern: NAME_PATTERN,
      maxLength: MAX_NAME_LENGTH,
      rule: NAME_RULE,
    },
    fields: [...SPEC_FIELDS],
    optionsSchema: toFormSchema(
      offersInitSql
        ? optionsSchema
        : optionsSchema.omit({ initSqlAsOwner: true }),
    ),
    operations,
  };
}
