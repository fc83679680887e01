import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_POSTGRES_DATABASE } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import { normalizeRef } from '../directory/DatabaseIndex';

/** What a permission policy can tell databases apart by. @public */
export interface PolicyDatabase {
  provider: string;
  location: string;
  /** Entity refs of the owners of its entities and of the owner in its binding. */
  owners: string[];
}

/** A condition as data: the property `key` has one of `values`. @public */
export interface PolicyDatabaseQuery {
  key: 'provider' | 'location' | 'owners';
  values: string[];
}

/** Resource of every permission on a database. @public */
export const postgresDatabaseResourceRef = createPermissionResourceRef<
  PolicyDatabase,
  PolicyDatabaseQuery
>().with({
  pluginId: 'postgres',
  resourceType: RESOURCE_TYPE_POSTGRES_DATABASE,
});

const isOwned = createPermissionRule({
  name: 'IS_OWNED',
  description: 'Allow databases that are owned by one of the claims',
  resourceRef: postgresDatabaseResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe("Entity refs, usually the user's ownershipEntityRefs"),
  }),
  apply: ({ owners }, { claims }) => {
    const claimed = new Set(claims.map(normalizeRef));
    return owners.some(owner => claimed.has(normalizeRef(owner)));
  },
  toQuery: ({ claims }) => ({
    key: 'owners',
    values: claims.map(normalizeRef),
  }),
});

const hasProvider = createPermissionRule({
  name: 'HAS_PROVIDER',
  description: 'Allow databases that one of the providers runs',
  resourceRef: postgresDatabaseResourceRef,
  paramsSchema: z.object({
    providers: z
      .array(z.string())
      .describe('Ids of providers, for example server'),
  }),
  apply: ({ provider }, { providers }) => providers.includes(provider),
  toQuery: ({ providers }) => ({ key: 'provider', values: providers }),
});

const hasLocation = createPermissionRule({
  name: 'HAS_LOCATION',
  description: 'Allow databases in one of the locations',
  resourceRef: postgresDatabaseResourceRef,
  paramsSchema: z.object({
    locations: z
      .array(z.string())
      .describe('Ids of locations as in a ref, for example main'),
  }),
  apply: ({ location }, { locations }) => locations.includes(location),
  toQuery: ({ locations }) => ({ key: 'location', values: locations }),
});

/** The rules on databases. */
export const postgresRules = { isOwned, hasProvider, hasLocation };

const exported = createConditionExports({
  resourceRef: postgresDatabaseResourceRef,
  rules: postgresRules,
});

/**
 * Conditions for permission policies:
 * `isOwned({ claims })`, `hasProvider({ providers })`, `hasLocation({ locations })`.
 *
 * @public
 */
export const postgresConditions = exported.conditions;

/** Makes a conditional decision out of {@link postgresConditions}. @public */
export const createPostgresConditionalDecision =
  exported.createConditionalDecision;
