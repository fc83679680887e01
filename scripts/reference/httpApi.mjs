import { fieldHeaders, fieldRows } from './jsonSchema.mjs';
import { code, page, table } from './markdown.mjs';

const intro = `# HTTP API

The backend plugin serves this API under \`/api/postgres\` of your Backstage backend. Every request needs a Backstage token, as \`Authorization: Bearer <token>\`. The tab, the actions and the catalog module use the same API through \`PostgresClient\` of \`@pgstage/backstage-plugin-postgres-common\`; its calls are listed below.

The complete API, with all responses and examples, is in an OpenAPI 3.1 document: [openapi.json](openapi.json). The backend also serves it at \`/api/postgres/openapi.json\` to signed-in users. This page is generated from it.

\`{ref}\` is the ref of a database, \`<provider>:<location>/<name>\`, percent-encoded: \`server%3Amain%2Forders\`. Requests and responses are JSON. Every call on a database needs the permission to read it; additional permissions are listed. Each write and each reveal creates an event of Backstage's auditor, also if it is denied.`;

const errors = `## Errors

Errors have the format of all Backstage backends, \`{ error: { name, message }, response: { statusCode } }\`, with additional fields in \`error\`:`;

const codes = everywhere =>
  `Every call can return ${everywhere.join(
    ', ',
  )}; other errors are listed with the calls that can return them. A method that a path does not support returns 405 with the header \`Allow\`. Some errors have a \`code\`, which is stable across versions. Messages are for users and can change.`;

/** Resolves a `$ref` of the document. */
function resolver(document) {
  return value =>
    value.$ref
      ? value.$ref
          .slice('#/'.length)
          .split('/')
          .reduce((inner, key) => inner[key], document)
      : value;
}

const contentOf = ({ content }) => content?.['application/json'].schema;
const nameOf = schema => schema.$ref.split('/').at(-1);

const errorsOf = ({ responses }) =>
  Object.keys(responses).filter(status => status >= 400);

function describeCall({ method, path, operation, resolve, everywhere }) {
  const { parameters, requestBody, responses } = operation;
  const response = responses[200] && contentOf(responses[200]);
  const query = parameters.filter(parameter => parameter.in === 'query');
  const body = requestBody && resolve(contentOf(requestBody));
  const [permission, force] = operation['x-permissions'] ?? [];
  const event = operation['x-audit-event'];
  const own = errorsOf(operation).filter(
    status => !everywhere.includes(status),
  );
  const facts = [
    // The client has no call for the document itself.
    path !== '/openapi.json' && `Call: ${code(operation.operationId)}`,
    `Response: ${response ? code(nameOf(response)) : 'no content, status 204'}`,
    permission &&
      `Permission: ${code(permission)}${
        force ? `, with \`force\` ${code(force)}` : ''
      }`,
    event &&
      `Audit event: ${code(event.eventId)}, severity ${event.severityLevel}`,
    own.length > 0 && `Additional errors: ${own.join(', ')}`,
  ];
  return [
    `### ${code(`${method.toUpperCase()} ${path}`)}`,
    operation.summary,
    operation.description !== operation.summary && operation.description,
    facts
      .filter(Boolean)
      .map(fact => `- ${fact}`)
      .join('\n'),
    query.length > 0 && ['Query:', table(fieldHeaders, queryRows(query))],
    body && [
      'Body:',
      table(fieldHeaders, fieldRows(withFields(body, resolve))),
    ],
  ];
}

function queryRows(parameters) {
  return fieldRows({
    properties: Object.fromEntries(
      parameters.map(({ name, description, schema }) => [
        name,
        { ...schema, description },
      ]),
    ),
    required: parameters.flatMap(({ name, required }) =>
      required ? [name] : [],
    ),
  });
}

/** Returns the same schema, with its fields instead of references to them. */
function withFields(schema, resolve) {
  const properties = Object.entries(schema.properties).map(([name, field]) => [
    name,
    { ...resolve(field), ...field },
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** Returns a row with the fields of an error in addition to its name, message and code. */
function errorRow(status, response, resolve) {
  if (!response.content) return [status, '', response.description, ''];
  const { error } = resolve(contentOf(response)).properties;
  const { name, message, code: _, ...more } = error.properties;
  return [
    status,
    code(name.const),
    response.description,
    Object.entries(more)
      .map(([field, { description }]) => `${code(field)}: ${description}`)
      .join('<br>'),
  ];
}

/** Renders the page of endpoints from the OpenAPI document. */
export function httpApiPage(document, errorCodes) {
  const resolve = resolver(document);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
  const everywhere = errorsOf(operations[0].operation).filter(status =>
    operations.every(({ operation }) => status in operation.responses),
  );
  const errorResponses = new Map(
    operations.flatMap(({ operation }) =>
      errorsOf(operation).map(status => [status, operation.responses[status]]),
    ),
  );
  return page(
    intro,
    '## Endpoints',
    operations.map(one => describeCall({ ...one, resolve, everywhere })),
    errors,
    table(
      ['Status', 'Name', 'When', 'Additional fields'],
      [...errorResponses]
        .sort(([one], [other]) => one - other)
        .map(([status, response]) =>
          errorRow(status, resolve(response), resolve),
        ),
    ),
    codes(everywhere),
    table(
      ['Code', 'Meaning'],
      Object.entries(errorCodes).map(([name, meaning]) => [
        code(name),
        meaning,
      ]),
    ),
  );
}
