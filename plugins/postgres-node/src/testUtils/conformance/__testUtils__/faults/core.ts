import { ConflictError } from '@backstage/errors';
import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { unknown } from '../../../../provider';
import { nameOf, refOf } from '../InMemoryDatabases';
import { healthOf } from '../viewOf';
import { altering, reporting, type Fault } from './Fault';

/** Faults of the operations that every provider supports. */
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
    checks: /^create › creates the requested database/,
    wrong: ({ create }, { store }) => ({
      create: async (request, options) => {
        const database = await create(request, options);
        store.set(database.ref, 'another');
        return database;
      },
    }),
  },
  {
    what: 'does not record the creator',
    checks: /^create › creates the requested database/,
    wrong: ({ create }) => ({
      create: async (request, options) => ({
        ...(await create(request, options)),
        created: undefined,
      }),
    }),
  },
  {
    what: 'changes the password if a create is repeated',
    checks: /^create › returns the same database/,
    wrong: ({ create, rotatePassword }) => ({
      create: async (request, options) => {
        const { ref } = await create(request, options);
        return rotatePassword(ref, { actor: options.actor });
      },
    }),
  },
  {
    what: 'returns an existing database without comparing it',
    checks: /^create › rejects another spec/,
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
    what: 'takes over a database that pgstage does not manage',
    checks: /^create › does not take over/,
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
    what: 'rejects concurrent requests',
    checks: /^create › creates one database for several/,
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
    what: 'ignores the signal',
    checks:
      /^create › creates nothing for an aborted call|^stall › ends each call/,
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
    what: 'adopts without adopt',
    checks: /^bind › adopts only if adopt is set/,
    wrong: ({ bind }) => ({
      bind: (ref, binding, options) =>
        bind(ref, binding, { ...options, adopt: true }),
    }),
  },
  {
    what: 'describes itself with another id',
    checks: /^observe › describes itself/,
    wrong: ({ describe }) => ({
      describe: async () => ({ ...(await describe()), id: 'other' }),
    }),
  },
  {
    what: 'reports databases only once',
    checks: /^observe › (observes a database|reads one database again)/,
    wrong: right => {
      let reported = false;
      return reporting(right, ({ replaceAll }) => ({
        replaceAll: (location, databases) => {
          if (!reported) replaceAll(location, databases);
          reported = true;
        },
      }));
    },
  },
  {
    what: 'reports a database that violates the schema',
    checks: /^observe › observes a database/,
    wrong: right =>
      altering(right, database => ({ ...database, status: {} as never })),
  },
  {
    what: 'claims that a database is usable, with an insufficient source',
    checks: /^observe › observes a database/,
    wrong: right =>
      altering(right, database => ({
        ...database,
        usable: { value: true, source: 'request', at: database.observedAt },
      })),
  },
  {
    what: 'reports a text that is from no message catalogue',
    checks: /^observe › observes a database/,
    wrong: right =>
      altering(right, ({ status, ...database }) => ({
        ...database,
        status: { ...status, reason: { id: 'ok', text: 'accepts logins' } },
      })),
  },
  {
    what: 'returns a message with a parameter that is not replaced',
    checks: /^observe › rejects a ref/,
    wrong: ({ create }) => ({
      create: async (request, options) => ({
        ...(await create(request, options)),
        usable: unknown({ id: 'memory.dryRun', text: 'a dry run of {{name}}' }),
      }),
    }),
  },
  {
    what: 'returns a password with the connection parameters',
    checks: /^observe › returns how to connect/,
    wrong: ({ connection }, { store }) => ({
      connection: async ref => ({
        ...(await connection(ref)),
        user: store.get(ref),
      }),
    }),
  },
  {
    what: 'does not report an unreachable engine',
    checks: /^observe › reports an unreachable engine/,
    wrong: right => reporting(right, () => ({ unreachable: () => {} })),
  },
  {
    what: 'removes all databases of an unreachable engine',
    checks: /^observe › reports an unreachable engine/,
    wrong: right =>
      reporting(right, ({ replaceAll, unreachable }) => ({
        unreachable: (location, message) => {
          replaceAll(location, []);
          unreachable(location, message);
        },
      })),
  },
  {
    what: 'throws errors that are not in the contract',
    checks: /^observe › rejects a ref|^hostile input/,
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
    what: 'creates more than the configuration allows',
    checks: /^limits › rejects each field that exceeds/,
    wrong: ({ create }) => ({
      create: ({ version, size, ...request }, options) =>
        create(request, options),
    }),
  },
  {
    what: 'ignores fields that it does not support',
    checks: /^limits › rejects each field that it does not support/,
    wrong: ({ create }) => ({
      create: ({ storage, connectionLimit, ...request }, options) =>
        create(request, options),
    }),
  },
  {
    what: 'ignores the record version',
    checks: /^record version › /,
    wrong: ({ bind }) => ({
      bind: (ref, binding, { recordVersion, ...options }) =>
        bind(ref, binding, options),
    }),
  },
  {
    what: 'creates a database with a binding that was planned for a removed one',
    checks: /^remove › rejects the creation of a database that was planned/,
    wrong: ({ create }, { databases }) => ({
      create: (request, { recordVersion, ...options }) =>
        create(request, {
          ...options,
          ...(databases.has(request.name) && { recordVersion }),
        }),
    }),
  },
  {
    what: 'reports data from memory as observed now',
    checks: /unreachable › makes no new|^stall › makes no new/,
    wrong: ({ health }, { databases }) => ({
      health: (ref, { signal } = {}) =>
        Promise.race([
          health(ref, { signal }).catch(() => undefined),
          new Promise<undefined>(resolve => setTimeout(resolve, 20)),
        ]).then(result => result ?? healthOf(databases.get(nameOf(ref))!)),
    }),
  },
  {
    what: 'offers less than is listed',
    checks: /^offers exactly the listed features/,
    wrong: ({ describe }) => ({
      describe: async () => ({ ...(await describe()), fields: [] }),
    }),
  },
];
