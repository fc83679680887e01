import type { PostgresProvider } from '../../../contract/PostgresProvider';
import type { ProviderConformanceHarness } from '../harness';
import type { Fault } from './faults/Fault';
import { InMemoryEngine } from './InMemoryEngine';
import { refOf } from './InMemoryDatabases';
import { InMemoryProvider } from './InMemoryProvider';

/** Returns a provider with some methods replaced. */
function withMethods(
  provider: PostgresProvider,
  wrong: Partial<PostgresProvider>,
): Required<PostgresProvider> {
  return new Proxy(provider, {
    get(target, key) {
      if (key in wrong) return Reflect.get(wrong, key);
      const value = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as Required<PostgresProvider>;
}

/** Returns a harness for the engine in memory, whose providers have a fault or none. */
export function inMemoryHarness(
  wrong: Fault['wrong'] = () => ({}),
): ProviderConformanceHarness {
  const engine = new InMemoryEngine();
  const { databases, store } = engine;
  const stored = (name: string) => databases.get(name)!;
  return {
    createProvider: async () => {
      const right = new InMemoryProvider(engine);
      return withMethods(right, wrong(withMethods(right, {}), engine));
    },
    request: name => ({
      provider: 'memory',
      location: 'main',
      name,
      instances: 2,
      binding: {
        resourceRef: `resource:default/${name}`,
        entityRefs: ['component:default/shop'],
        owner: 'group:default/shop',
      },
    }),
    differs: {
      field: 'instances',
      apply: request => ({ ...request, instances: 3 }),
    },
    change: { instances: 3, extensions: ['pg_trgm'] },
    count: async name => (databases.has(name) ? 1 : 0),
    createForeign: async name => {
      engine.add(name);
      return refOf(name);
    },
    createManaged: async name => {
      engine.add(name, { managed: true });
      return refOf(name);
    },
    fingerprint: async name => {
      const { uid, spec, password } = stored(name);
      return JSON.stringify([uid, spec, password]);
    },
    trace: async name => {
      const { binding, ...rest } = stored(name);
      return JSON.stringify(rest);
    },
    login: async ({ ref, name }) => {
      if (store.get(ref) !== stored(name).password)
        throw new Error('password authentication failed');
    },
    passwords: async () => [...store.values()],
    cut: async () => engine.cut(),
    stall: async () => engine.stall(),
    beyond: {
      version: request => ({ ...request, version: '9.6' }),
      size: request => ({ ...request, size: 'galactic' }),
    },
    log: async (name, level, text) => {
      stored(name).log.push({ at: new Date().toISOString(), level, text });
    },
    finishBackup: async (name, id) => {
      const backup = stored(name).backups.find(each => each.id === id)!;
      backup.status = 'finished';
      backup.finishedAt = new Date().toISOString();
    },
    drift: async name => {
      store.delete(refOf(name));
      return async () => store.has(refOf(name));
    },
    contents: async name => {
      const { contents } = stored(name);
      return {
        roles: [...contents.roles],
        databases: [...contents.databases],
      };
    },
    optionClasses: [
      { options: { note: 'x' }, classes: { 'options.note': 'free' } },
      { options: { target: 'x' }, classes: { 'options.target': 'allowed' } },
      { options: { init: 'x' }, classes: { 'options.init': 'platform' } },
    ],
    dispose: async () => {},
  };
}
