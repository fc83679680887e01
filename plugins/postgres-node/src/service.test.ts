import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import express from 'express';
import { postgresServiceRef, type PostgresService } from './service';

/** Returns the received request instead of a response of the plugin. */
const echo = createBackendPlugin({
  pluginId: 'postgres',
  register(env) {
    env.registerInit({
      deps: {
        router: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
      },
      async init({ router, httpAuth }) {
        const app = express.Router();
        app.get('/databases/:ref/health', async (req, res) => {
          const { principal } = await httpAuth.credentials(req);
          res.json({ ref: req.params.ref, principal });
        });
        router.use(app);
      },
    });
  },
});

describe('postgresServiceRef', () => {
  let service: PostgresService;
  const caller = createBackendPlugin({
    pluginId: 'caller',
    register(env) {
      env.registerInit({
        deps: { postgres: postgresServiceRef },
        async init({ postgres }) {
          service = postgres;
        },
      });
    },
  });

  beforeAll(async () => {
    await startTestBackend({ features: [echo, caller] });
  });

  it('calls the plugin on behalf of the credentials', async () => {
    const credentials = mockCredentials.user('user:default/ada');
    expect(
      await service.getHealth('server:main/a/b', { credentials }),
    ).toMatchObject({
      ref: 'server:main/a/b',
      principal: { type: 'user', userEntityRef: 'user:default/ada' },
    });
  });

  it('rejects a call without credentials', async () => {
    await expect(service.getHealth('server:main/a')).rejects.toThrow(
      /requires credentials/,
    );
  });

  it('ends with the signal', async () => {
    const call = service.getHealth('server:main/a', {
      credentials: mockCredentials.user(),
      signal: AbortSignal.abort(new Error('gone')),
    });
    await expect(call).rejects.toThrow('gone');
  });
});
