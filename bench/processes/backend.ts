import { readFileSync } from 'node:fs';
import { createBackend } from '@backstage/backend-defaults';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { catalogOf } from '../databases';
import type { BackendSettings } from './settings';
import { tell } from './tell';

// A Backstage backend in a process of its own, with one of the plugins that
// are compared. `--config` names the file of its configuration.
const { plugin, databases } = JSON.parse(
  readFileSync(process.argv[process.argv.indexOf('--config') + 1], 'utf8'),
).bench as BackendSettings;

const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./signIn'));
backend.add(catalogServiceMock.factory({ entities: catalogOf(databases) }));
if (plugin === 'postgres') {
  backend.add(import('@pgstage/backstage-plugin-postgres-backend'));
  backend.add(
    import('@pgstage/backstage-plugin-postgres-backend-module-kubernetes'),
  );
} else {
  backend.add(import('@backstage/plugin-kubernetes-backend'));
}

tell({ event: 'starting', at: Date.now() });
backend.start().then(
  () => tell({ event: 'ready' }),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
