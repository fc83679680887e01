import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import { message } from '../messages';
import { nameOf, refOf } from '../InMemoryDatabases';
import { altering, later, type Fault } from './Fault';

/** Faults of optional features. */
export const featureFaults: Fault[] = [
  {
    what: 'ignores a part of the change',
    checks: /^change › changes the spec/,
    wrong: ({ change }) => ({
      change: (ref, { extensions, ...rest }, options) =>
        change(ref, rest, options),
    }),
  },
  {
    what: 'ignores unknown options',
    checks: /^change › rejects unknown options/,
    wrong: ({ change }) => ({
      change: (ref, { options: _, ...rest }, options) =>
        change(ref, rest, options),
    }),
  },
  {
    what: 'removes a protected database',
    checks: /^remove › rejects the removal/,
    wrong: ({ remove }) => ({
      remove: (ref, _, options) => remove(ref, { force: true }, options),
    }),
  },
  {
    what: 'fails if the database has been removed already',
    checks: /^remove › (rejects the removal|removes a database once)/,
    wrong: ({ remove }, { databases }) => ({
      remove: async (ref, request, options) => {
        if (!databases.has(nameOf(ref))) throw new NotFoundError('removed');
        await remove(ref, request, options);
      },
    }),
  },
  {
    what: 'removes a database that pgstage does not manage',
    checks: /^remove › does not remove a database/,
    wrong: (_, { databases }) => ({
      remove: async ref => {
        databases.delete(nameOf(ref));
      },
    }),
  },
  {
    what: 'stores another password than the engine has',
    checks: /^rotate-password › /,
    wrong: ({ rotatePassword }, { store }) => ({
      rotatePassword: async (ref, options) => {
        const database = await rotatePassword(ref, options);
        store.set(ref, 'another');
        return database;
      },
    }),
  },
  {
    what: 'always lists a backup as running',
    checks: /^backup › starts a backup/,
    wrong: ({ listBackups }) => ({
      listBackups: async ref => {
        const section = await listBackups(ref);
        const backups = section.backups.map(backup => ({
          ...backup,
          status: 'running' as const,
        }));
        return { ...section, backups };
      },
    }),
  },
  {
    what: 'rejects an unknown method, and starts a backup afterwards',
    checks: /^backup › rejects an unknown method/,
    wrong: ({ createBackup }) => ({
      createBackup: async (ref, request, options) =>
        createBackup(ref, request, options).catch(error => {
          later(() => createBackup(ref, {}, options));
          throw error;
        }),
    }),
  },
  {
    what: 'starts a backup after the call was aborted',
    checks: /^backup › starts no backup for an aborted call/,
    wrong: ({ createBackup }) => ({
      createBackup: async (ref, request, { signal, ...options }) => {
        if (signal?.aborted) {
          later(() => createBackup(ref, request, options));
          signal.throwIfAborted();
        }
        return createBackup(ref, request, options);
      },
    }),
  },
  {
    what: 'accesses a database that pgstage does not manage',
    checks:
      /^(backup › creates no backup of|reveal-credentials › returns no credentials of)/,
    wrong: ({ createBackup, revealCredentials }, { databases }) => {
      const isManaged = (ref: string) => databases.get(nameOf(ref))?.binding;
      return {
        createBackup: async (ref, request, options) =>
          isManaged(ref)
            ? createBackup(ref, request, options)
            : {
                id: 'other',
                method: 'copy',
                scope: 'database',
                status: 'running',
                startedAt: new Date().toISOString(),
              },
        revealCredentials: async (ref, options) =>
          isManaged(ref)
            ? revealCredentials(ref, options)
            : { user: 'other', password: 'other' },
      };
    },
  },
  {
    what: 'keeps a deleted backup',
    checks: /^delete-backup › deletes one backup/,
    wrong: ({ bind }, { databases }) => ({
      deleteBackup: async (ref, _, options) =>
        bind(ref, databases.get(nameOf(ref))!.binding!, options),
    }),
  },
  {
    what: 'deletes a backup of any database',
    checks: /^delete-backup › deletes no backup of another/,
    wrong: ({ deleteBackup }, { databases }) => ({
      deleteBackup: (_, { backup }, options) => {
        const [name] = [...databases].find(([, { backups }]) =>
          backups.some(({ id }) => id === backup),
        ) ?? ['none'];
        return deleteBackup(refOf(name), { backup }, options);
      },
    }),
  },
  {
    what: 'returns a password with the backups',
    checks: /^backup › returns no password/,
    wrong: ({ listBackups }, { store }) => ({
      listBackups: async ref => ({
        ...(await listBackups(ref)),
        schedules: [
          { description: message('schedule', { text: store.get(ref)! }) },
        ],
      }),
    }),
  },
  {
    what: 'restores with the binding of the source',
    checks: /^restore › creates a new database/,
    wrong: ({ restore }, { databases }) => ({
      restore: (ref, request, options) => {
        const { binding } = databases.get(nameOf(ref))!;
        return restore(ref, { ...request, binding: binding! }, options);
      },
    }),
  },
  {
    what: 'restores into an existing database',
    checks: /^restore › rejects a name/,
    wrong: ({ restore, bind }, { databases }) => ({
      restore: (ref, request, options) =>
        databases.has(request.name)
          ? bind(refOf(request.name), request.binding, {
              ...options,
              adopt: true,
            })
          : restore(ref, request, options),
    }),
  },
  {
    what: 'restores another backup if the requested one does not exist',
    checks: /^restore › rejects a backup/,
    wrong: ({ restore }) => ({
      restore: (ref, { backup, ...request }, options) =>
        restore(ref, request, options),
    }),
  },
  {
    what: 'returns an old password',
    checks: /^reveal-credentials › returns the stored/,
    wrong: ({ revealCredentials }) => ({
      revealCredentials: async (ref, options) => ({
        ...(await revealCredentials(ref, options)),
        password: 'old',
      }),
    }),
  },
  {
    what: 'reads the log of the primary instead of an instance that does not exist',
    checks: /^read-logs › refuses an instance/,
    wrong: ({ readLogs }) => ({
      readLogs: (ref, { instance, ...request }, options) =>
        readLogs(ref, request, options),
    }),
  },
  {
    what: 'reads the log of a database without a binding',
    checks: /^read-logs › reads no log/,
    wrong: () => ({
      readLogs: async () => ({
        instance: 'a',
        observedAt: new Date().toISOString(),
        entries: [],
        older: false,
      }),
    }),
  },
  {
    what: 'ignores the level of log entries',
    checks: /^read-logs › returns the newest entries/,
    wrong: ({ readLogs }) => ({
      readLogs: (ref, { minLevel, ...request }, options) =>
        readLogs(ref, request, options),
    }),
  },
  {
    what: 'returns the oldest log entries',
    checks: /^read-logs › returns the newest entries/,
    wrong: ({ readLogs }) => ({
      readLogs: async (ref, { limit, ...request }, options) => {
        const logs = await readLogs(ref, request, options);
        return { ...logs, entries: logs.entries.slice(0, limit) };
      },
    }),
  },
  {
    what: 'changes more than the number of instances',
    checks: /^scale › changes the number/,
    wrong: ({ change }) => ({
      change: (ref, change_, options) =>
        change(ref, { ...change_, size: 'small' }, options),
    }),
  },
  {
    what: 'treats zero instances as one',
    checks: /^scale › rejects zero instances/,
    wrong: ({ change }) => ({
      change: (ref, { instances, ...rest }, options) =>
        change(ref, { ...rest, instances: instances || 1 }, options),
    }),
  },
  {
    what: 'counts a database as one, however many instances it has',
    checks: /^scale › counts each instance/,
    wrong: () => ({ quotaUsageOf: () => ({ instances: 1, storageBytes: 1 }) }),
  },
  {
    what: 'renders random content',
    checks: /^render › returns the same files/,
    wrong: ({ render }) => ({
      render: async request => {
        const { files } = await render(request);
        return { files: { ...files, 'random.txt': randomUUID() } };
      },
    }),
  },
  {
    what: 'calls the engine to render',
    checks: /^render › renders without the engine/,
    wrong: ({ render }, engine) => ({
      render: async request => {
        await engine.call(() => {});
        return render(request);
      },
    }),
  },
  {
    what: 'renders passwords',
    checks: /^render › renders no password/,
    wrong: ({ create, render }, { store }) => ({
      render: async request => {
        const name = `of${request.name}`;
        await create({ ...request, name }, { actor: 'user:default/any' });
        const { files } = await render(request);
        return { files: { ...files, 'p.txt': [...store.values()].join() } };
      },
    }),
  },
  {
    what: 'renders what a create rejects',
    checks: /^render › rejects what a create rejects/,
    wrong: ({ render }) => ({
      render: ({ options, ...request }) => render(request),
    }),
  },
  {
    what: 'changes passwords in each reconcile',
    checks: /^reconcile › changes nothing/,
    wrong: ({ reconcile }, { databases }) => ({
      reconcile: async options => {
        for (const stored of databases.values()) stored.password += '+';
        await reconcile(options);
      },
    }),
  },
  {
    what: 'corrects no drift',
    checks: /^reconcile › corrects drift/,
    wrong: () => ({ reconcile: async () => {} }),
  },
  {
    what: 'fails as a whole',
    checks: /^reconcile › does not fail as a whole/,
    wrong: (_, engine) => ({ reconcile: () => engine.call(() => {}) }),
  },
  {
    what: 'classifies every option as free',
    checks: /^option-classes › returns the class/,
    wrong: ({ classifyOptions }) => ({
      classifyOptions: (...all) =>
        Object.fromEntries(
          Object.keys(classifyOptions(...all)).map(key => [key, 'free']),
        ),
    }),
  },
  {
    what: 'returns unchanged options',
    checks: /^option-classes › returns changed/,
    wrong: ({ classifyOptions }) => ({
      classifyOptions: (location, options) =>
        classifyOptions(location, options),
    }),
  },
  {
    what: 'modifies a database that another tool manages',
    checks: /^managed › adopts it without modifying/,
    wrong: ({ bind }, { databases }) => ({
      bind: async (ref, binding, options) => {
        databases.get(nameOf(ref))!.spec = { protected: true };
        return bind(ref, binding, options);
      },
    }),
  },
  {
    what: 'offers to change a database that another tool manages',
    checks: /^managed › rejects changes/,
    wrong: right =>
      altering(right, database => ({
        ...database,
        operations: { ...database.operations, change: { supported: true } },
      })),
  },
];
