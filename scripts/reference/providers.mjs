import { loadSource, requireFrom } from '../lib/sources.mjs';
import { fieldHeaders, fieldRows } from './jsonSchema.mjs';
import { code, page, table } from './markdown.mjs';

const intro = `# Providers

A provider is a way to run databases: on a server that you already have, or by what your cloud or cluster offers. Each is a package that you add to your backend, with its configuration; several can be used side by side. A database's ref begins with the id of its provider: \`<provider>:<location>/<name>\`.

What a provider does not offer is shown in the tab greyed, with the reason. What it offers for one database may be less than is listed here, for instance while that database belongs to no entity.`;

function operationRows({ operations }) {
  return Object.entries(operations).map(
    ([operation, { supported, reason }]) => [
      code(operation),
      supported ? 'yes' : '',
      reason,
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
    `### What ${code(provider.id)} can be asked for`,
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
