import { createBackend } from '@backstage/backend-defaults';

// A Backstage backend with a real catalog and every provider, of which only the
// configured ones are enabled. `--config` is the path of its configuration.
const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('../../examples/backend/src/demoUsers'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@pgstage/backstage-plugin-postgres-backend'));
backend.add(import('@pgstage/backstage-plugin-postgres-backend-module-server'));
backend.add(
  import('@pgstage/backstage-plugin-postgres-backend-module-kubernetes'),
);
backend.add(import('@pgstage/backstage-plugin-postgres-backend-module-aws'));

backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
