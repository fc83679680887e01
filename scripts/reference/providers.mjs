import { loadSource, requireFrom } from '../lib/sources.mjs';
import { fieldHeaders, fieldRows } from './jsonSchema.mjs';
import { code, page, table } from './markdown.mjs';

const intro = `# Providers

A provider is a way to run databases: on an existing server, or with a service of your cloud or cluster. Each provider is part of a package that you add to your backend, with its configuration; you can use several providers at the same time. The ref of a database starts with the id of its provider: \`<provider>:<location>/<name>\`.

The tab shows unsupported operations disabled, with the reason. A database can support fewer operations than are listed here, for example while it is not bound to an entity.`;

function operationRows({ operations }) {
  return Object.entries(operations).map(
    ([operation, { supported, reason }]) => [
      code(operation),
      supported ? 'yes' : '',
      reason?.text,
    ],
  );
}

async function describeOne({ item: provider, from }, specFields) {
  const description = await provider.describe();
  await provider.disconnect();
  const { fields, name, optionsSchema, title } = description;
  return [
    `## ${code(provider.id)}: ${title}`,
    `Package [\`${from.name}\`](../../${from.folder}): ${from.description}.`,
    `Names: ${name.rule}. As a pattern: ${code(name.pattern)}.`,
    `### Settings of ${code(provider.id)}`,
    table(
      fieldHeaders,
      specFields.filter(([field]) => fields.some(used => code(used) === field)),
    ),
    Object.keys(optionsSchema.properties ?? {}).length > 0 && [
      'In `options`:',
      table(fieldHeaders, fieldRows(optionsSchema)),
    ],
    `### Operations of ${code(provider.id)}`,
    table(['Operation', 'Offered', 'Note'], operationRows(description)),
  ];
}

/** Renders the page of providers, from their descriptions for forms and the tab. */
export async function providersPage(added) {
  const { z } = requireFrom('plugins/postgres-common')('zod');
  const { databaseSpecSchema } = loadSource(
    'plugins/postgres-common/src/index.ts',
  );
  const specFields = fieldRows(z.toJSONSchema(databaseSpecSchema));
  const sections = [];
  for (const one of added) sections.push(await describeOne(one, specFields));
  return page(intro, sections);
}
