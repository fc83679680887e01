import { once } from 'node:events';
import { loadSource, requireFrom } from '../lib/sources.mjs';

/** Express with the plugin's router, in front of a service that does nothing. */
function createApp(auditor) {
  const express = requireFrom('plugins/postgres-backend')('express');
  const { createRouter } = loadSource(
    'plugins/postgres-backend/src/router/router.ts',
  );
  const app = express();
  app.use(
    createRouter({
      auditor,
      rateLimits: { writesPerMinute: Infinity, listsPerMinute: Infinity },
      service: new Proxy({}, { get: () => async () => ({}) }),
      httpAuth: {
        credentials: async () => ({
          principal: { type: 'user', userEntityRef: 'user:default/x' },
        }),
      },
    }),
  );
  app.use((_req, res) => res.status(404).json({}));
  // Input that is not right is of no interest here: the route exists. Express
  // knows a handler of errors by its four parameters.
  app.use((_error, _req, res, _next) => res.json({}));
  return app;
}

/**
 * Asks the router of the backend through the client of the contract, once for
 * each call: which method and path it is, whether it is served, and which
 * audit event it leaves. So nothing is told that the code does not do.
 */
export async function askRouter(calls) {
  const { PostgresClient } = loadSource('plugins/postgres-common/src/index.ts');
  let event;
  const auditor = {
    async createEvent(asked) {
      event = asked;
      return { success: async () => {}, fail: async () => {} };
    },
  };
  const server = createApp(auditor).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${server.address().port}`;
  try {
    const answers = [];
    for (const { name, parameters } of calls) {
      let asked;
      const client = new PostgresClient(async (path, init) => {
        const response = await fetch(base + path, init);
        asked = {
          method: init.method,
          path: path.replace('%3Aref', ':ref'),
          served: response.status !== 404,
        };
        return new Response('{}');
      });
      event = undefined;
      await client[name](
        ...parameters.map(({ name: parameter, optional }) => {
          if (parameter === 'ref') return ':ref';
          return optional ? undefined : {};
        }),
      );
      answers.push({ ...asked, event });
    }
    return answers;
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}
