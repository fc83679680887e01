import { contentsOf } from '../InMemoryEngine';
import { nameOf } from '../InMemoryDatabases';
import type { Fault } from './Fault';

const notOffered = { supported: false as const, reason: 'it is shared' };

/** Faults in further roles and databases. */
export const contentsFaults: Fault[] = [
  {
    what: 'ignores further roles and databases',
    checks: /^(roles|databases) › /,
    wrong: ({ create, change }) => ({
      create: ({ roles, databases, ...request }, options) =>
        create(request, options),
      change: (ref, { roles, databases, ...rest }, options) =>
        change(ref, rest, options),
    }),
  },
  {
    what: 'records further roles and databases without creating them',
    checks: /^(roles|databases) › (creates them|adds and drops)/,
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
    what: 'returns a database with other roles and databases',
    checks: /^(roles|databases) › compares them/,
    wrong: ({ create }, { databases }) => ({
      create: (request, options) => {
        const { spec = request } = databases.get(request.name) ?? {};
        const { roles, databases: further } = spec;
        return create({ ...request, roles, databases: further }, options);
      },
    }),
  },
  {
    what: 'never drops a role or database',
    checks: /^(roles|databases) › adds and drops/,
    wrong: ({ change }, { databases }) => ({
      change: async (ref, request, options) => {
        const stored = databases.get(nameOf(ref))!;
        const before = stored.contents;
        const database = await change(ref, request, options);
        const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];
        const { roles, databases: further } = stored.contents;
        stored.contents = {
          roles: union(before.roles, roles),
          databases: union(before.databases, further),
        };
        return database;
      },
    }),
  },
  {
    what: 'does not check the names of further roles and databases',
    checks: /^(roles|databases) › refuses the name/,
    wrong: ({ create }, { databases }) => ({
      create: async ({ roles, databases: further, ...request }, options) => {
        const existing = databases.get(request.name);
        const isValid = [...(roles ?? []), ...(further ?? [])].every(
          ({ name }) => /^[a-z]{1,40}$/.test(name),
        );
        return existing || isValid
          ? create({ ...request, roles, databases: further }, options)
          : create(request, options);
      },
    }),
  },
  {
    what: 'accepts further roles and databases where it does not offer them',
    checks: /^limits › refuses each field that it does not honour/,
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
    what: 'leaves further roles and databases out of the option classes',
    checks: /^option-classes › classifies further/,
    wrong: ({ classifyOptions }) => ({
      classifyOptions: (location, { options }, existing) =>
        classifyOptions(location, { options }, { options: existing?.options }),
    }),
  },
];
