import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./demoUsers'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@pgstage/backstage-plugin-postgres-backend'));
backend.add(import('@pgstage/backstage-plugin-postgres-backend-module-server'));
backend.add(
  import('@pgstage/backstage-plugin-postgres-backend-module-kubernetes'),
);
backend.add(import('@pgstage/backstage-plugin-postgres-backend-module-aws'));
backend.add(
  import('@pgstage/backstage-plugin-catalog-backend-module-postgres'),
);
backend.add(
  import('@pgstage/backstage-plugin-scaffolder-backend-module-postgres'),
);
backend.add(import('./demoDatabase'));
backend.add(import('./publishToFolder'));

backend.start();
