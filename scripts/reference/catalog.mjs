import { loadSource, requireFrom } from '../lib/sources.mjs';
import { block, code, page, table } from './markdown.mjs';
import { declarationsOf, readSources } from './packages.mjs';
import { readDeclarations } from './tsdoc.mjs';

const intro = `# Catalog, annotations and events

Backstage's catalog lists what a company runs: components, and the resources that they depend on. With \`@pgstage/backstage-plugin-catalog-backend-module-postgres\` each database that belongs to an entity is a Resource in it, like this:`;

const entityWords = `Name and owner come from the binding, which is written on the database itself; \`dependencyOf\` names the entities that use it. Write no such entity by hand: a ref in an annotation gives nobody a right.`;

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
    entityWords,
    '## Annotations and labels',
    'On entities of the catalog, and on the objects of the engines where pgstage keeps its records:',
    table(['Name', 'Meaning', 'Declared in'], await nameRows(packages)),
    '## Events',
    "For backends, through Backstage's events service:",
    await events(),
  );
}
