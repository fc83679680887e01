import { fieldHeaders, fieldRows } from './jsonSchema.mjs';
import { code, page, table } from './markdown.mjs';

const intro = `# HTTP API

The backend plugin answers under \`/api/postgres\` of your Backstage backend. Every request needs a Backstage token, as \`Authorization: Bearer <token>\`; the tab, the actions and the catalog use this same API through \`PostgresClient\` of \`@pgstage/backstage-plugin-postgres-common\`, whose calls are named below.

All of it, with the answers and an example of each, is in a document of OpenAPI 3.1: [openapi.json](openapi.json), which the backend also answers at \`/api/postgres/openapi.json\` to whoever is signed in. This page is made from it.

\`{ref}\` is the ref of a database, \`<provider>:<location>/<name>\`, percent-encoded: \`server%3Amain%2Forders\`. Input and answers are JSON. Every call on a database needs the permission to read it; what it needs besides is listed. Each write and each reveal leaves an event with Backstage's auditor, refused ones too.`;

const errors = `## Errors

Errors have the shape of every Backstage backend, \`{ error: { name, message }, response: { statusCode } }\`, and \`error\` holds more where there is more to say:`;

const codes = everywhere =>
  `Every call may be answered with ${everywhere.join(
    ', ',
  )}; the other errors are listed with the calls that can have them. A method that a path does not have is answered with 405 and \`Allow\`. Some errors have a \`code\`, which stays the same in every version. Messages are for people and may change.`;

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
  const answer = responses[200] && contentOf(responses[200]);
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
    `Answers: ${answer ? code(nameOf(answer)) : 'nothing, with status 204'}`,
    permission &&
      `Permission: ${code(permission)}${
        force ? `, by force ${code(force)}` : ''
      }`,
    event &&
      `Audit event: ${code(event.eventId)}, severity ${event.severityLevel}`,
    own.length > 0 && `Errors besides: ${own.join(', ')}`,
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
  const answers = new Map(
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
      ['Status', 'Name', 'When', 'Besides the message'],
      [...answers]
        .sort(([one], [other]) => one - other)
        .map(([status, answer]) => errorRow(status, resolve(answer), resolve)),
    ),
    codes(everywhere),
    table(
      ['Code', 'Says'],
      Object.entries(errorCodes).map(([name, says]) => [code(name), says]),
    ),
  );
}
