import path from 'node:path';
import { root } from '../lib/project.mjs';
import { requireFrom } from '../lib/sources.mjs';
import { code, page, table } from './markdown.mjs';
import { limitsOf, typeOf } from './jsonSchema.mjs';

const intro = `# Configuration

Keys of \`app-config.yaml\`, by the package that reads them. \`[]\` represents each item of a list. A value of visibility \`secret\` never leaves the backend and is hidden in logs, \`backend\` never leaves the backend, \`frontend\` is sent to the browser. Read secrets from the environment, \`\${NAME}\`, or from a file, \`$file: path\`. An invalid value fails the start with an error that contains the key.

A schedule has the format of Backstage's scheduler: \`frequency\` (\`{ minutes: 5 }\`, \`{ cron: '0 * * * *' }\` or an ISO duration), \`timeout\`, and optionally \`initialDelay\` and \`scope\`.`;

/** Resolves definitions by which a compiled schema refers to itself. */
function resolve(schema, document) {
  const name = schema.$ref?.replace('#/definitions/', '');
  return name
    ? {
        ...document.definitions[decodeURIComponent(name)],
        ...schema,
        $ref: undefined,
      }
    : schema;
}

const isSchedule = ({ properties }) =>
  properties?.frequency && properties?.timeout;

/** Returns a row for every key below a schema: key, type, required, visibility, description. */
export function configRows(
  schema,
  { document = schema, key = '', required, visibility } = {},
) {
  const node = resolve(schema, document);
  const below = node.deepVisibility ?? visibility;
  const rows = [];
  const children = isSchedule(node) ? [] : childrenOf(node, key, document);
  if (key && (children.length === 0 || node.description)) {
    const type = isSchedule(node) ? 'schedule' : typeOf(node);
    rows.push([
      code(key),
      children.length && type === 'object' ? '' : type,
      required ? 'yes' : '',
      children.length ? '' : node.visibility ?? below ?? 'backend',
      [node.description, limitsOf(node)].filter(Boolean).join('; '),
    ]);
  }
  for (const child of children) {
    rows.push(
      ...configRows(child.schema, { document, visibility: below, ...child }),
    );
  }
  return rows;
}

/** Returns the direct keys of a schema, through lists, maps and alternatives. */
function childrenOf(schema, key, document) {
  const node = resolve(schema, document);
  const { properties = {}, additionalProperties, items } = node;
  const dot = key && `${key}.`;
  const children = Object.entries(properties).map(([name, child]) => ({
    key: `${dot}${name}`,
    schema: child,
    required: node.required?.includes(name),
  }));
  if (typeof additionalProperties === 'object') {
    children.push({ key: `${dot}<name>`, schema: additionalProperties });
  }
  if (items) children.push(...childrenOf(items, `${key}[]`, document));
  for (const choice of [...(node.anyOf ?? []), ...(node.allOf ?? [])]) {
    children.push(...childrenOf(choice, key, document));
  }
  return mergeSame(children);
}

/**
 * Returns one child for each key: if alternatives share a key, its schema is an
 * alternative, too.
 */
function mergeSame(children) {
  const byKey = new Map();
  for (const child of children) {
    const { schema, required } = byKey.get(child.key) ?? child;
    const same = JSON.stringify(schema) === JSON.stringify(child.schema);
    byKey.set(child.key, {
      key: child.key,
      required: required && child.required,
      schema: same
        ? schema
        : { ...schema, const: undefined, anyOf: [schema, child.schema] },
    });
  }
  return [...byKey.values()];
}

/** Renders the page of configuration keys, as compiled by Backstage. */
export async function configurationPage(packages) {
  const { loadConfigSchema } = requireFrom('.')('@backstage/config-loader');
  process.chdir(root);
  const compiled = await loadConfigSchema({
    dependencies: [],
    packagePaths: packages.map(({ folder }) =>
      path.join(root, folder, 'package.json'),
    ),
    excludePackageDependencies: true,
  });
  const schemas = compiled
    .serialize()
    .schemas.sort((a, b) => (a.packageName < b.packageName ? -1 : 1));
  return page(
    intro,
    schemas.map(({ packageName, value }) => [
      `## ${code(packageName)}`,
      table(
        ['Key', 'Type', 'Required', 'Visibility', 'Meaning'],
        configRows(value),
      ),
    ]),
  );
}
