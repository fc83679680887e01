import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import { nameOf, refOf } from '../InMemoryDatabases';
import { later, showing, type Fault } from './Fault';

/** Of what a provider need not offer. */
export const featureFaults: Fault[] = [
  {
    what: 'changes a part of what was asked for',
    checks: /^change › changes the spec/,
    wrong: ({ change }) => ({
      change: (ref, { extensions, ...rest }, options) =>
        change(ref, rest, options),
    }),
  },
  {
    what: 'leaves out options that it does not know',
    checks: /^change › refuses options/,
    wrong: ({ change }) => ({
      change: (ref, { options: _, ...rest }, options) =>
        change(ref, rest, options),
    }),
  },
  {
    what: 'removes what is protected',
    checks: /^remove › refuses while protected/,
    wrong: ({ remove }) => ({
      remove: (ref, _, options) => remove(ref, { force: true }, options),
    }),
  },
  {
    what: 'fails where it is gone already',
    checks: /^remove › (refuses while protected|is done once)/,
    wrong: ({ remove }, { databases }) => ({
      remove: async (ref, request, options) => {
        if (!databases.has(nameOf(ref))) throw new NotFoundError('gone');
        await remove(ref, request, options);
      },
    }),
  },
  {
    what: 'removes what is not ours',
    checks: /^remove › never removes what is not ours/,
    wrong: (_, { databases }) => ({
      remove: async ref => {
        databases.delete(nameOf(ref));
      },
    }),
  },
  {
    what: 'stores a password that the engine does not know',
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
    what: 'lists a backup as running for ever',
    checks: /^backup › starts one by/,
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
    what: 'takes any method for its own, a moment later',
    checks: /^backup › refuses a method/,
    wrong: ({ createBackup }) => ({
      createBackup: async (ref, request, options) =>
        createBackup(ref, request, options).catch(error => {
          later(() => createBackup(ref, {}, options));
          throw error;
        }),
    }),
  },
  {
    what: 'begins a moment after the caller has gone',
    checks: /^backup › starts none for a caller who has gone/,
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
    what: 'touches what is not ours',
    checks:
      /^(backup › takes none of|reveal-credentials › gives none of) what is not ours/,
    wrong: ({ createBackup, revealCredentials }, { databases }) => {
      const isOurs = (ref: string) => databases.get(nameOf(ref))?.binding;
      return {
        createBackup: async (ref, request, options) =>
          isOurs(ref)
            ? createBackup(ref, request, options)
            : {
                id: 'theirs',
                method: 'copy',
                scope: 'database',
                status: 'running',
                startedAt: new Date().toISOString(),
              },
        revealCredentials: async (ref, options) =>
          isOurs(ref)
            ? revealCredentials(ref, options)
            : { user: 'them', password: 'theirs' },
      };
    },
  },
  {
    what: 'tells a password with its backups',
    checks: /^backup › tells no secret/,
    wrong: ({ listBackups }, { store }) => ({
      listBackups: async ref => ({
        ...(await listBackups(ref)),
        schedules: [{ description: store.get(ref)! }],
      }),
    }),
  },
  {
    what: 'gives the copy to those who have the source',
    checks: /^restore › makes a new database with its own binding/,
    wrong: ({ restore }, { databases }) => ({
      restore: (ref, request, options) => {
        const { binding } = databases.get(nameOf(ref))!;
        return restore(ref, { ...request, binding: binding! }, options);
      },
    }),
  },
  {
    what: 'restores over what has the name',
    checks: /^restore › refuses a name that is taken/,
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
    what: 'takes another backup for one that there is not',
    checks: /^restore › refuses a backup that there is not/,
    wrong: ({ restore }) => ({
      restore: (ref, { backup, ...request }, options) =>
        restore(ref, request, options),
    }),
  },
  {
    what: 'shows the password of before',
    checks: /^reveal-credentials › gives the login that is stored/,
    wrong: ({ revealCredentials }) => ({
      revealCredentials: async (ref, options) => ({
        ...(await revealCredentials(ref, options)),
        password: 'before',
      }),
    }),
  },
  {
    what: 'changes more than the number of instances',
    checks: /^scale › takes another number/,
    wrong: ({ change }) => ({
      change: (ref, change_, options) =>
        change(ref, { ...change_, size: 'small' }, options),
    }),
  },
  {
    what: 'takes none for one',
    checks: /^scale › refuses none at all/,
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
    what: 'renders chance',
    checks: /^render › gives the same files/,
    wrong: ({ render }) => ({
      render: async request => {
        const { files } = await render(request);
        return { files: { ...files, 'chance.txt': randomUUID() } };
      },
    }),
  },
  {
    what: 'asks the engine in order to render',
    checks: /^render › asks nobody/,
    wrong: ({ render }, engine) => ({
      render: async request => {
        await engine.ask(() => {});
        return render(request);
      },
    }),
  },
  {
    what: 'renders passwords',
    checks: /^render › holds no password/,
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
    what: 'renders what a create would refuse',
    checks: /^render › refuses what a create would refuse/,
    wrong: ({ render }) => ({
      render: ({ options, ...request }) => render(request),
    }),
  },
  {
    what: 'changes passwords in each round',
    checks: /^reconcile › leaves alone/,
    wrong: ({ reconcile }, { databases }) => ({
      reconcile: async options => {
        for (const stored of databases.values()) stored.password += '+';
        await reconcile(options);
      },
    }),
  },
  {
    what: 'puts nothing right',
    checks: /^reconcile › puts right what drifted/,
    wrong: () => ({ reconcile: async () => {} }),
  },
  {
    what: 'fails as a whole',
    checks: /^reconcile › does not fail as a whole/,
    wrong: (_, engine) => ({ reconcile: () => engine.ask(() => {}) }),
  },
  {
    what: 'takes every option for free',
    checks: /^option-classes › tells the class/,
    wrong: ({ classifyOptions }) => ({
      classifyOptions: (...all) =>
        Object.fromEntries(
          Object.keys(classifyOptions(...all)).map(key => [key, 'free']),
        ),
    }),
  },
  {
    what: 'counts options that stay',
    checks: /^option-classes › counts what is changed/,
    wrong: ({ classifyOptions }) => ({
      classifyOptions: (location, options) =>
        classifyOptions(location, options),
    }),
  },
  {
    what: 'writes to what another tool manages',
    checks: /^managed › adopts it without a change/,
    wrong: ({ bind }, { databases }) => ({
      bind: async (ref, binding, options) => {
        databases.get(nameOf(ref))!.spec = { protected: true };
        return bind(ref, binding, options);
      },
    }),
  },
  {
    what: 'offers to change what another tool manages',
    checks: /^managed › refuses every change/,
    wrong: right =>
      showing(right, database => ({
        ...database,
        operations: { ...database.operations, change: { supported: true } },
      })),
  },
];
