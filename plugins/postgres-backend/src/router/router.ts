import express from 'express';
import Router from 'express-promise-router';
import type { RouterContext } from './context';
import { addDatabaseRoutes } from './databases';
import { addOperationRoutes } from './operations';
import { addProviderRoutes } from './providers';
import { addSectionRoutes } from './sections';

/** The HTTP API of the plugin; see `PostgresApi` in postgres-common. */
export function createRouter(context: RouterContext): express.Router {
  const router = Router();
  router.use(express.json({ limit: '64kb' }));
  addProviderRoutes(router, context);
  addDatabaseRoutes(router, context);
  addSectionRoutes(router, context);
  addOperationRoutes(router, context);
  return router;
}
