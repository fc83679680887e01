import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_POSTGRES_DATABASE } from '@pgstage/backstage-plugin-postgres-common';
import type { OptionClass } from '@pgstage/backstage-plugin-postgres-node';
import { z } from 'zod';
import { normalizeRef } from '../directory/DatabaseIndex';

/** The properties of a database that a permission policy can use. @public */
export interface PolicyDatabase {
  provider: string;
  location: string;
  /** Entity refs of the owners of its entities, and of the owner in its binding. */
  owners: string[];
  /** Entity refs of the entities in its binding. */
  entities: string[];
  /** As requested; absent for the provider's default. */
  size?: string;
  /**
   * The class with the widest scope among the options that a request sets or
   * changes; `free` if it sets none.
   */
  optionClass: OptionClass;
}

/**
 * A condition as data: the property `key` has one of `values`, or any value if
 * `values` is empty.
 *
 * @public
 */
export interface PolicyDatabaseQuery {
  key: keyof PolicyDatabase;
  values?: string[];
}

/** Resource ref of all permissions on databases. @public */
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

const hasEntity = createPermissionRule({
  name: 'HAS_ENTITY',
  description:
    'Allow databases of one of the entities; the only rule that allows binding a database to an entity that the user does not own',
  resourceRef: postgresDatabaseResourceRef,
  paramsSchema: z.object({
    entityRefs: z
      .array(z.string())
      .optional()
      .describe('Full entity refs; any entity by default'),
  }),
  apply: ({ entities }, { entityRefs }) =>
    entityRefs
      ? entityRefs.some(ref => entities.includes(normalizeRef(ref)))
      : entities.length > 0,
  toQuery: ({ entityRefs }) => ({
    key: 'entities',
    values: entityRefs?.map(normalizeRef),
  }),
});

const hasSize = createPermissionRule({
  name: 'HAS_SIZE',
  description:
    "Allow databases of one of the sizes; a database that was requested without a size has the provider's default, and is not included",
  resourceRef: postgresDatabaseResourceRef,
  paramsSchema: z.object({
    sizes: z
      .array(z.string())
      .describe('Ids of sizes of the provider, for example small'),
  }),
  apply: ({ size }, { sizes }) => size !== undefined && sizes.includes(size),
  toQuery: ({ sizes }) => ({ key: 'size', values: sizes }),
});

const hasOptionClass = createPermissionRule({
  name: 'HAS_OPTION_CLASS',
  description:
    'Allow requests whose option with the widest scope is of one of the classes; for permissions that set options: create and change',
  resourceRef: postgresDatabaseResourceRef,
  paramsSchema: z.object({
    classes: z
      .array(z.enum(['free', 'allowed', 'platform']))
      .describe('free, allowed or platform; a request without options is free'),
  }),
  apply: ({ optionClass }, { classes }) => classes.includes(optionClass),
  toQuery: ({ classes }) => ({ key: 'optionClass', values: classes }),
});

/** Permission rules for databases. */
export const postgresRules = {
  isOwned,
  hasProvider,
  hasLocation,
  hasEntity,
  hasSize,
  hasOptionClass,
};

const exported = createConditionExports({
  resourceRef: postgresDatabaseResourceRef,
  rules: postgresRules,
});

/**
 * Conditions for permission policies:
 * `isOwned({ claims })`, `hasProvider({ providers })`, `hasLocation({ locations })`,
 * `hasEntity({ entityRefs })`, `hasSize({ sizes })`, `hasOptionClass({ classes })`.
 *
 * @public
 */
export const postgresConditions = exported.conditions;

/** Creates a conditional decision from {@link postgresConditions}. @public */
export const createPostgresConditionalDecision =
  exported.createConditionalDecision;
