import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';

/** Path of the handler in every backend that has it. */
export const BARE_PATH = '/bare';

/**
 * An Express handler in the same backend as pgstage, which returns the bytes
 * that the benchmark sends to it.
 */
export const bareHandler = createBackendPlugin({
  pluginId: 'bare',
  register(env) {
    env.registerInit({
      deps: { rootHttpRouter: coreServices.rootHttpRouter },
      async init({ rootHttpRouter }) {
        let bytes = '';
        process.on('message', ({ body }: { body?: string }) => {
          bytes = body ?? bytes;
        });
        rootHttpRouter.use(BARE_PATH, (_, res) => {
          res.type('json').send(bytes);
        });
      },
    });
  },
});
