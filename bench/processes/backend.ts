import { readFileSync } from 'node:fs';
import { createBackend } from '@backstage/backend-defaults';
import { catalogOf } from '../databases';
import { bareHandler } from './bareHandler';
import { catalogWith } from './catalog';
import type { BackendSettings } from './settings';
import { reportToParent } from './reportToParent';

// A Backstage backend in a separate process, with one of the compared plugins.
// `--config` is the path of its configuration.
const { plugin, catalog } = JSON.parse(
  readFileSync(process.argv[process.argv.indexOf('--config') + 1], 'utf8'),
).bench as BackendSettings;

const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./signIn'));
backend.add(catalogWith(catalogOf(catalog)));
if (plugin === 'postgres') {
  backend.add(bareHandler);
  backend.add(import('@pgstage/backstage-plugin-postgres-backend'));
  backend.add(
    import('@pgstage/backstage-plugin-postgres-backend-module-kubernetes'),
  );
} else {
  backend.add(import('@backstage/plugin-kubernetes-backend'));
}

reportToParent({ event: 'starting', at: Date.now() });
backend.start().then(
  () => reportToParent({ event: 'ready' }),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
