import type express from 'express';
import Router from 'express-promise-router';
import type { RouterContext } from './context';
import { addDatabaseRoutes } from './databases';
import { addDocumentRoute } from './document';
import { addOperationRoutes } from './operations';
import { rejectOtherMethods } from './methods';
import { printableErrors } from './printableErrors';
import { addProviderRoutes } from './providers';
import { createRateLimits } from './rateLimits';
import { addSectionRoutes } from './sections';

/** The HTTP API of the plugin; see `PostgresApi` in postgres-common. */
export function createRouter(context: RouterContext): express.Router {
  const router = Router();
  router.use(...createRateLimits(context.rateLimits, context));
  addProviderRoutes(router, context);
  addDatabaseRoutes(router, context);
  addSectionRoutes(router, context);
  addOperationRoutes(router, context);
  addDocumentRoute(router, context);
  rejectOtherMethods(router);
  router.use(printableErrors);
  return router;
}
