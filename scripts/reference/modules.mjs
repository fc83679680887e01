import { loadSource, requireFrom } from '../lib/sources.mjs';

const PROVIDERS = 'postgres.providers';
const LIFECYCLE = 'core.lifecycle';

/** Returns itself for every call and every property. */
const inert = new Proxy(() => inert, {
  get: (_, name) => (name === 'then' ? undefined : inert),
});

/** Records what is added through an extension point. */
function recorder(point, from, added) {
  return new Proxy(
    {},
    {
      get:
        (_, method) =>
        (...items) => {
          if (String(method).startsWith('add')) {
            added.push(...items.map(item => ({ point, from, item })));
          }
          return inert;
        },
    },
  );
}

/** The lifecycle of the backend, which records shutdown hooks. */
function lifecycle(from, added) {
  return {
    addStartupHook() {},
    addShutdownHook: item => added.push({ point: LIFECYCLE, from, item }),
  };
}

/**
 * Starts a backend module with a configuration, without other services. Returns
 * what it adds as `{ point, from, item }`: the id of the extension point, the
 * package, and the action, provider or store. End with {@link stopModules}.
 */
export async function runModule(feature, from, config) {
  const { ConfigReader } = requireFrom(from.folder)('@backstage/config');
  const added = [];
  for (const { init } of feature.getRegistrations()) {
    const dependencies = Object.entries(init.deps).map(
      ([name, { id, $$type }]) => {
        if (id === 'core.rootConfig') return [name, new ConfigReader(config)];
        if (id === LIFECYCLE) return [name, lifecycle(from, added)];
        if ($$type !== '@backstage/ExtensionPoint') return [name, inert];
        return [name, recorder(id, from, added)];
      },
    );
    await init.func(Object.fromEntries(dependencies));
    const isProvider = Object.values(init.deps).some(
      ({ id }) => id === PROVIDERS,
    );
    if (isProvider && !added.some(({ point }) => point === PROVIDERS)) {
      throw new Error(
        `${from.folder} adds no provider with the configuration in scripts/reference/sampleConfig.mjs: add there what it needs at least.`,
      );
    }
  }
  return added;
}

/** Returns what all modules of the given plugins add. */
export async function runModules(packages, plugins, config) {
  const modules = packages.filter(
    ({ backstage }) =>
      backstage.role === 'backend-plugin-module' &&
      plugins.includes(backstage.pluginId),
  );
  const added = [];
  for (const from of modules) {
    const feature = loadSource(`${from.folder}/${from.main}`).default;
    added.push(...(await runModule(feature, from, config)));
  }
  return added;
}

/** Stops what modules started, with their own shutdown hooks. */
export async function stopModules(added) {
  for (const { point, item: hook } of added) {
    if (point === LIFECYCLE) await hook();
  }
}
