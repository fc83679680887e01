import { mockServices } from '@backstage/backend-test-utils';
import { createRouter } from '../router/router';
import type { BackendPostgresService } from '../service/types';

/** All registered routes of the plugin, such as `POST /databases/:ref/restart`. */
export function routesOfPlugin(): string[] {
  const router = createRouter({
    service: {} as BackendPostgresService,
    httpAuth: mockServices.httpAuth(),
    auditor: mockServices.auditor.mock(),
    rateLimits: { writesPerMinute: 1, listsPerMinute: 1 },
  });
  return router.stack.flatMap(({ route }) => {
    if (!route) return [];
    const { path } = route;
    // The handler that rejects all other methods has none.
    return (route.stack as Array<{ method?: string }>).flatMap(({ method }) =>
      method ? [`${method.toUpperCase()} ${path}`] : [],
    );
  });
}
