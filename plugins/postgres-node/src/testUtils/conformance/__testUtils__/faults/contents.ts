import { contentsOf } from '../InMemoryEngine';
import { nameOf } from '../InMemoryDatabases';
import { message } from '../messages';
import type { Fault } from './Fault';

const notOffered = { supported: false as const, reason: message('shared') };

/** Faults of additional roles and databases. */
export const contentsFaults: Fault[] = [
  {
    what: 'ignores additional roles and databases',
    checks: /^(roles|databases) › /,
    wrong: ({ create, change }) => ({
      create: ({ roles, databases, ...request }, options) =>
        create(request, options),
      change: (ref, { roles, databases, ...rest }, options) =>
        change(ref, rest, options),
    }),
  },
  {
    what: 'records additional roles and databases without creating them',
    checks: /^(roles|databases) › (creates them|adds and removes)/,
    wrong: ({ create, change }, { databases }) => {
      const forget = (ref: string) => {
        const stored = databases.get(nameOf(ref));
        if (stored) stored.contents = contentsOf({});
      };
      return {
        create: async (request, options) => {
          const database = await create(request, options);
          forget(database.ref);
          return database;
        },
        change: async (ref, request, options) => {
          const database = await change(ref, request, options);
          forget(ref);
          return database;
        },
      };
    },
  },
  {
    what: 'accepts a repeated create with other roles and databases',
    checks: /^(roles|databases) › compares them/,
    wrong: ({ create }, { databases }) => ({
      create: (request, options) => {
        const { spec = request } = databases.get(request.name) ?? {};
        const { roles, databases: others } = spec;
        return create({ ...request, roles, databases: others }, options);
      },
    }),
  },
  {
    what: 'never removes a role or database',
    checks: /^(roles|databases) › adds and removes/,
    wrong: ({ change }, { databases }) => ({
      change: async (ref, request, options) => {
        const stored = databases.get(nameOf(ref))!;
        const before = stored.contents;
        const database = await change(ref, request, options);
        const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];
        const { roles, databases: others } = stored.contents;
        stored.contents = {
          roles: union(before.roles, roles),
          databases: union(before.databases, others),
        };
        return database;
      },
    }),
  },
  {
    what: 'does not check the names of additional roles and databases',
    checks: /^(roles|databases) › rejects the name/,
    wrong: ({ create }, { databases }) => ({
      create: async ({ roles, databases: others, ...request }, options) => {
        const existing = databases.get(request.name);
        const isValid = [...(roles ?? []), ...(others ?? [])].every(
          ({ name }) => /^[a-z]{1,40}$/.test(name),
        );
        return existing || isValid
          ? create({ ...request, roles, databases: others }, options)
          : create(request, options);
      },
    }),
  },
  {
    what: 'accepts additional roles and databases that it does not offer',
    checks: /^limits › rejects each field that it does not support/,
    wrong: ({ describe }) => ({
      describe: async () => {
        const { locations, ...rest } = await describe();
        const none = { roles: notOffered, databases: notOffered };
        return {
          ...rest,
          locations: locations.map(each => ({ ...each, ...none })),
        };
      },
    }),
  },
  {
    what: 'does not classify additional roles and databases',
    checks: /^option-classes › classifies additional/,
    wrong: ({ classifyOptions }) => ({
      classifyOptions: (location, { options }, existing) =>
        classifyOptions(location, { options }, { options: existing?.options }),
    }),
  },
];
