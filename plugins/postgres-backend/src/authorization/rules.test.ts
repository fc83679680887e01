import {
  createPostgresConditionalDecision,
  postgresConditions,
  postgresRules,
  type PolicyDatabase,
  type PolicyDatabaseQuery,
} from './rules';
import { databaseReadPermission } from '@pgstage/backstage-plugin-postgres-common';

const database: PolicyDatabase = {
  provider: 'server',
  location: 'main',
  owners: ['group:default/team'],
  entities: ['component:default/orders'],
  size: 'small',
  optionClass: 'allowed',
};
const {
  isOwned,
  hasProvider,
  hasLocation,
  hasEntity,
  hasSize,
  hasOptionClass,
} = postgresRules;

/** The result of a store that supports the query. */
const satisfies = (query: unknown) => {
  const { key, values } = query as PolicyDatabaseQuery;
  return [database[key]]
    .flat()
    .some(value => !values || (value && values.includes(value)));
};

it.each([
  [
    isOwned.apply(database, { claims: ['Group:default/Team'] }),
    isOwned.toQuery({ claims: ['Group:default/Team'] }),
    true,
  ],
  [
    isOwned.apply(database, { claims: ['group:default/x'] }),
    isOwned.toQuery({ claims: ['group:default/x'] }),
    false,
  ],
  [
    isOwned.apply(database, { claims: [] }),
    isOwned.toQuery({ claims: [] }),
    false,
  ],
  [
    hasProvider.apply(database, { providers: ['server'] }),
    hasProvider.toQuery({ providers: ['server'] }),
    true,
  ],
  [
    hasProvider.apply(database, { providers: [] }),
    hasProvider.toQuery({ providers: [] }),
    false,
  ],
  [
    hasLocation.apply(database, { locations: ['a', 'main'] }),
    hasLocation.toQuery({ locations: ['a', 'main'] }),
    true,
  ],
  [
    hasLocation.apply(database, { locations: ['other'] }),
    hasLocation.toQuery({ locations: ['other'] }),
    false,
  ],
  [
    hasEntity.apply(database, { entityRefs: ['Component:default/Orders'] }),
    hasEntity.toQuery({ entityRefs: ['Component:default/Orders'] }),
    true,
  ],
  [
    hasEntity.apply(database, { entityRefs: ['component:default/x'] }),
    hasEntity.toQuery({ entityRefs: ['component:default/x'] }),
    false,
  ],
  [hasEntity.apply(database, {}), hasEntity.toQuery({}), true],
  [
    hasSize.apply(database, { sizes: ['small'] }),
    hasSize.toQuery({ sizes: ['small'] }),
    true,
  ],
  [
    hasSize.apply(database, { sizes: ['large'] }),
    hasSize.toQuery({ sizes: ['large'] }),
    false,
  ],
  [
    hasOptionClass.apply(database, { classes: ['free', 'allowed'] }),
    hasOptionClass.toQuery({ classes: ['free', 'allowed'] }),
    true,
  ],
  [
    hasOptionClass.apply(database, { classes: ['free'] }),
    hasOptionClass.toQuery({ classes: ['free'] }),
    false,
  ],
])(
  'applies a rule in the same way as its query',
  (applied, query, expected) => {
    expect(applied).toBe(expected);
    expect(satisfies(query)).toBe(expected);
  },
);

it('creates decisions that a policy can return', () => {
  expect(
    createPostgresConditionalDecision(
      databaseReadPermission,
      postgresConditions.hasProvider({ providers: ['server'] }),
    ),
  ).toEqual({
    result: 'CONDITIONAL',
    pluginId: 'postgres',
    resourceType: 'postgres-database',
    conditions: {
      rule: 'HAS_PROVIDER',
      resourceType: 'postgres-database',
      params: { providers: ['server'] },
    },
  });
});
