import type {
  OfferedOperations,
  ProviderDescription,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  locationsOf,
  toFormSchema,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from './messages';
import { databaseModel, PROVIDER_ID, type StatefulSetContext } from './model';
import { nameRules, optionsSchema, SPEC_FIELDS } from './write';

const TITLE = 'PostgreSQL in StatefulSets';

const yes: Support = { supported: true };
const operations: OfferedOperations = {
  bind: yes,
  change: yes,
  remove: yes,
  backup: yes,
  restore: yes,
  restart: yes,
  promote: yes,
  'rotate-password': yes,
  'reveal-credentials': yes,
  'read-logs': yes,
};

/** Describes the provider with all its locations, which are queried at the same time. */
export async function describeProvider(
  contexts: StatefulSetContext[],
  signal?: AbortSignal,
): Promise<ProviderDescription> {
  const kind = databaseModel.kinds.clusters;
  const locations = await Promise.all(
    contexts.map(context =>
      locationsOf(
        context,
        { kind, operator: 'Kubernetes', isConfigured: true },
        signal,
      ),
    ),
  );
  const { roleProblem: _, ...name } = nameRules;
  return {
    id: PROVIDER_ID,
    title: TITLE,
    locations: locations.flat().map(location => ({
      ...location,
      roles: { supported: false, reason: message('rolesNotOffered') },
      databases: { supported: false, reason: message('databasesNotOffered') },
    })),
    name,
    fields: [...SPEC_FIELDS],
    optionsSchema: toFormSchema(optionsSchema),
    operations,
  };
}
