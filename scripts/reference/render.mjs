import path from 'node:path';
import { loadSource } from '../lib/sources.mjs';
import { actionsPage } from './actions.mjs';
import { startApiServer } from './apiServer.mjs';
import { catalogPage } from './catalog.mjs';
import { configurationPage } from './configuration.mjs';
import { credentialsPage } from './credentials.mjs';
import { environmentPage } from './environment.mjs';
import { httpApiPage } from './httpApi.mjs';
import { page, table } from './markdown.mjs';
import { messagesPage } from './messages.mjs';
import { runModules, stopModules } from './modules.mjs';
import { readPackages } from './packages.mjs';
import { permissionsPage } from './permissions.mjs';
import { providersPage } from './providers.mjs';
import { sampleConfig } from './sampleConfig.mjs';

const intro = `# Reference

These pages are generated from the code by \`npm run reference\`; lint fails if they are outdated. See the [architecture](../architecture.md) for how the components work together.`;

function indexPage(pages, packages) {
  const titles = pages
    .filter(({ file }) => file.endsWith('.md'))
    .map(({ file, text }) => `- [${text.match(/^# (.*)$/m)[1]}](${file})`);
  return page(
    intro,
    titles.join('\n'),
    '## Packages',
    table(
      ['Package', 'Description'],
      packages.map(({ name, folder, description }) => [
        `[\`${name}\`](../../${folder})`,
        description,
      ]),
    ),
  );
}

/** Renders every page; `scratch` is an empty folder for temporary files. */
export async function renderReference(scratch) {
  const { openApiDocument } = loadSource(
    'plugins/postgres-backend/src/document/openApiDocument.ts',
  );
  const { errorCodes } = loadSource('plugins/postgres-common/src/index.ts');
  const packages = await readPackages();
  const apiServer = await startApiServer();
  const directory = path.join(scratch, 'credentials');
  const config = sampleConfig({
    apiServer: apiServer.url,
    credentialsDirectory: directory,
  });
  const added = [];
  try {
    added.push(
      ...(await runModules(packages, ['postgres', 'scaffolder'], config)),
    );
    const of = point => added.filter(one => one.point === point);
    const written = { applied: apiServer.applied, directory };
    const document = openApiDocument();
    const texts = {
      'providers.md': await providersPage(of('postgres.providers')),
      'actions.md': actionsPage(of('scaffolder.actions')),
      'permissions.md': await permissionsPage(),
      'http-api.md': httpApiPage(document, errorCodes),
      'openapi.json': JSON.stringify(document),
      'configuration.md': await configurationPage(packages),
      'credentials.md': await credentialsPage(
        of('postgres.credential-stores'),
        written,
      ),
      'catalog.md': await catalogPage(packages),
      'messages.md': messagesPage(),
      'environment.md': await environmentPage(packages),
    };
    const pages = Object.entries(texts).map(([file, text]) => ({ file, text }));
    return [{ file: 'README.md', text: indexPage(pages, packages) }, ...pages];
  } finally {
    await stopModules(added);
    await apiServer.stop();
  }
}
