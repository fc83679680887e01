import { loadSource, requireFrom } from '../lib/sources.mjs';
import { block, code, page, table } from './markdown.mjs';
import { declarationsOf, readSources } from './packages.mjs';
import { readDeclarations } from './tsdoc.mjs';

const intro = `# Catalog, annotations and events

Backstage's catalog contains the software of a company: components, and the resources that they depend on. With \`@pgstage/backstage-plugin-catalog-backend-module-postgres\`, each bound database is a Resource in the catalog, for example:`;

const entityText = `Name and owner come from the binding, which is stored on the database itself; \`dependencyOf\` contains the entities that use it. Do not create such entities manually: a ref in an annotation grants no rights.`;

async function exampleEntity() {
  const { toEntity } = loadSource(
    'plugins/catalog-backend-module-postgres/src/entity.ts',
  );
  const entity = await toEntity({
    ref: 'server:main/orders',
    provider: 'server',
    location: 'main',
    name: 'orders',
    database: 'orders',
    binding: {
      resourceRef: 'resource:default/orders-db',
      entityRefs: ['component:default/orders'],
      owner: 'group:default/team-orders',
    },
  });
  const { stringify } = requireFrom(
    'plugins/scaffolder-backend-module-postgres',
  )('yaml');
  return stringify(entity);
}

/** Returns a row for every name under `pgstage.io/` that a package declares. */
async function nameRows(packages) {
  const rows = new Map();
  for (const { folder } of packages) {
    for (const { file, text } of await readSources(`${folder}/src`)) {
      if (!text.includes("'pgstage.io/")) continue;
      for (const { value, doc } of readDeclarations(text).values()) {
        if (!value?.startsWith('pgstage.io/')) continue;
        const row = rows.get(value) ?? { meaning: doc, files: [] };
        rows.set(value, {
          meaning: row.meaning || doc,
          files: [...row.files, file],
        });
      }
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { meaning, files }]) => [
      code(name),
      meaning,
      files.map(file => `[${file.split('/')[1]}](../../${file})`).join('<br>'),
    ]);
}

async function events() {
  const declared = await declarationsOf(
    'plugins/postgres-common/src/annotations.ts',
  );
  const topics = [...declared].filter(([name]) => name.startsWith('TOPIC_'));
  const { doc, members } = declared.get('DatabaseEvent');
  return [
    table(
      ['Topic', 'Meaning'],
      topics.map(([, topic]) => [code(topic.value), topic.doc]),
    ),
    doc,
    table(
      ['Field', 'Type', 'Required', 'Meaning'],
      members.map(member => [
        code(member.name),
        code(member.type),
        member.optional ? '' : 'yes',
        member.doc,
      ]),
    ),
  ];
}

/** Renders the page about the catalog, annotations and events. */
export async function catalogPage(packages) {
  return page(
    intro,
    block('yaml', await exampleEntity()),
    entityText,
    '## Annotations and labels',
    'On catalog entities, and on the objects on which pgstage stores its records:',
    table(['Name', 'Meaning', 'Declared in'], await nameRows(packages)),
    '## Events',
    "For backends, through Backstage's events service:",
    await events(),
  );
}
