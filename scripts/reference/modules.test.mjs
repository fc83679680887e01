import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runModule, stopModules } from './modules.mjs';

const from = { folder: 'plugins/postgres-backend-module-server' };
const providers = {
  id: 'postgres.providers',
  $$type: '@backstage/ExtensionPoint',
};

/** A module that adds the items of its configuration. */
const feature = {
  getRegistrations: () => [
    {
      init: {
        deps: {
          config: { id: 'core.rootConfig', $$type: '@backstage/ServiceRef' },
          logger: { id: 'core.logger', $$type: '@backstage/ServiceRef' },
          providers,
        },
        async func({ config, logger, providers: point }) {
          logger.child({}).info('starting');
          const id = config.getOptionalString('add');
          if (id) point.addProvider({ id });
        },
      },
    },
  ],
};

test('finds what a module adds, independent of the services it depends on', async () => {
  assert.deepEqual(await runModule(feature, from, { add: 'memory' }), [
    { point: 'postgres.providers', from, item: { id: 'memory' } },
  ]);
});

test('reports missing configuration for a new provider', async () => {
  await assert.rejects(runModule(feature, from, {}), {
    message:
      /postgres-backend-module-server adds no provider .*sampleConfig\.mjs/,
  });
});

test('stops what a module started', async () => {
  const ended = [];
  const service = { id: 'core.lifecycle', $$type: '@backstage/ServiceRef' };
  const func = async ({ lifecycle }) =>
    lifecycle.addShutdownHook(async () => ended.push('watch'), { logger: {} });
  const started = {
    getRegistrations: () => [{ init: { deps: { lifecycle: service }, func } }],
  };
  await stopModules(await runModule(started, from, {}));
  assert.deepEqual(ended, ['watch']);
});
