import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import express from 'express';

/** What Backstage itself costs: one route for people who are signed in, which returns bytes it was given. */
export const bareRoute = (body: string) =>
  createBackendPlugin({
    pluginId: 'bare',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = express.Router();
          router.get('/', async (req, res) => {
            await httpAuth.credentials(req, { allow: ['user'] });
            res.type('json').send(body);
          });
          httpRouter.use(router);
        },
      });
    },
  });
