import { ConflictError } from '@backstage/errors';
import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { nameOf, refOf } from '../InMemoryDatabases';
import { healthOf } from '../viewOf';
import { showing, telling, type Fault } from './Fault';

/** Of what every provider does. */
export const coreFaults: Fault[] = [
  {
    what: 'writes in a dry run',
    checks: /^create › writes nothing in a dry run/,
    wrong: ({ create }) => ({
      create: (request, options) =>
        create(request, { ...options, dryRun: false }),
    }),
  },
  {
    what: 'stores another password',
    checks: /^create › makes what was asked for/,
    wrong: ({ create }, { store }) => ({
      create: async (request, options) => {
        const database = await create(request, options);
        store.set(database.ref, 'another');
        return database;
      },
    }),
  },
  {
    what: 'forgets who made it',
    checks: /^create › makes what was asked for/,
    wrong: ({ create }) => ({
      create: async (request, options) => ({
        ...(await create(request, options)),
        created: undefined,
      }),
    }),
  },
  {
    what: 'changes the password when repeated',
    checks: /^create › gives the same database when repeated/,
    wrong: ({ create, rotatePassword }) => ({
      create: async (request, options) => {
        const { ref } = await create(request, options);
        return rotatePassword(ref, { actor: options.actor });
      },
    }),
  },
  {
    what: 'returns what has the name, whatever it is',
    checks: /^create › refuses another spec/,
    wrong: ({ create, bind }, { databases }) => ({
      create: async (request, options) => {
        const { binding } = databases.get(request.name) ?? {};
        return binding
          ? bind(refOf(request.name), binding, options)
          : create(request, options);
      },
    }),
  },
  {
    what: 'takes over what is not ours',
    checks: /^create › refuses to take over/,
    wrong: ({ create, bind }, { databases }) => ({
      create: async (request, options) =>
        databases.get(request.name)?.binding === undefined &&
        databases.has(request.name)
          ? bind(refOf(request.name), request.binding, {
              ...options,
              adopt: true,
            })
          : create(request, options),
    }),
  },
  {
    what: 'refuses one beside another',
    checks: /^create › ends in one database when several/,
    wrong: ({ create }) => {
      let busy = false;
      return {
        create: async (request, options) => {
          if (busy) throw new ConflictError('busy');
          busy = true;
          return create(request, options).finally(() => {
            busy = false;
          });
        },
      };
    },
  },
  {
    what: 'does not listen to the signal',
    checks: /^create › stops at once|^stall › ends each call/,
    wrong: ({ create }) => ({
      create: (request, { signal, ...options }) => create(request, options),
    }),
  },
  {
    what: 'loses the uids of entities',
    checks: /^bind › replaces the binding/,
    wrong: ({ bind }) => ({
      bind: (ref, { entityUids, ...binding }, options) =>
        bind(ref, binding, options),
    }),
  },
  {
    what: 'adopts without being told to',
    checks: /^bind › adopts only when told to/,
    wrong: ({ bind }) => ({
      bind: (ref, binding, options) =>
        bind(ref, binding, { ...options, adopt: true }),
    }),
  },
  {
    what: 'calls itself otherwise',
    checks: /^observe › describes itself/,
    wrong: ({ describe }) => ({
      describe: async () => ({ ...(await describe()), id: 'other' }),
    }),
  },
  {
    what: 'tells once, and no more',
    checks: /^observe › (finds what another|reads one database again)/,
    wrong: right => {
      let told = false;
      return telling(right, ({ replaceAll }) => ({
        replaceAll: (location, databases) => {
          if (!told) replaceAll(location, databases);
          told = true;
        },
      }));
    },
  },
  {
    what: 'tells what is no database',
    checks: /^observe › finds what another/,
    wrong: right =>
      showing(right, database => ({ ...database, status: {} as never })),
  },
  {
    what: 'is sure that a database is usable, by a source that does not suffice',
    checks: /^observe › finds what another/,
    wrong: right =>
      showing(right, database => ({
        ...database,
        usable: { value: true, source: 'request', at: database.observedAt },
      })),
  },
  {
    what: 'tells a password with how to connect',
    checks: /^observe › tells how to connect/,
    wrong: ({ connection }, { store }) => ({
      connection: async ref => ({
        ...(await connection(ref)),
        user: store.get(ref),
      }),
    }),
  },
  {
    what: 'does not say that nobody answers',
    checks: /^observe › says so when the upstream does not respond/,
    wrong: right => telling(right, () => ({ unreachable: () => {} })),
  },
  {
    what: 'forgets all databases where nobody answers',
    checks: /^observe › says so when the upstream does not respond/,
    wrong: right =>
      telling(right, ({ replaceAll, unreachable }) => ({
        unreachable: (location, message) => {
          replaceAll(location, []);
          unreachable(location, message);
        },
      })),
  },
  {
    what: 'fails by an error of its own',
    checks: /^observe › refuses a ref|^hostile input/,
    wrong: ({ connection, create }) => ({
      connection: ref =>
        connection(ref).catch(() => {
          throw new Error('no such row');
        }),
      create: (request, options) =>
        create(request, options).catch(error => {
          if (error instanceof InvalidFieldsError)
            throw new Error('syntax error');
          throw error;
        }),
    }),
  },
  {
    what: 'makes more than is allowed',
    checks: /^limits › refuses each field beyond/,
    wrong: ({ create }) => ({
      create: ({ version, size, ...request }, options) =>
        create(request, options),
    }),
  },
  {
    what: 'leaves out in silence what it does not honour',
    checks: /^limits › refuses each field that it does not honour/,
    wrong: ({ create }) => ({
      create: ({ storage, connectionLimit, ...request }, options) =>
        create(request, options),
    }),
  },
  {
    what: 'writes whatever the record is by now',
    checks: /^record version › /,
    wrong: ({ bind }) => ({
      bind: (ref, binding, { recordVersion, ...options }) =>
        bind(ref, binding, options),
    }),
  },
  {
    what: 'takes what it remembers for seen now',
    checks: /does not respond › claims nothing|^stall › claims nothing/,
    wrong: ({ health }, { databases }) => ({
      health: (ref, { signal } = {}) =>
        Promise.race([
          health(ref, { signal }).catch(() => undefined),
          new Promise<undefined>(resolve => setTimeout(resolve, 20)),
        ]).then(answer => answer ?? healthOf(databases.get(nameOf(ref))!)),
    }),
  },
  {
    what: 'offers less than is named',
    checks: /^offers what is said here/,
    wrong: ({ describe }) => ({
      describe: async () => ({ ...(await describe()), fields: [] }),
    }),
  },
];
