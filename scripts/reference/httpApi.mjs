import { loadSource, requireFrom } from '../lib/sources.mjs';
import { askRouter } from './askRouter.mjs';
import { fieldHeaders, fieldRows } from './jsonSchema.mjs';
import { code, page, table } from './markdown.mjs';
import { declarationsOf } from './packages.mjs';

const intro = `# HTTP API

The backend plugin answers under \`/api/postgres\` of your Backstage backend. Every request needs a Backstage token, as \`Authorization: Bearer <token>\`; the tab, the actions and the catalog use this same API through \`PostgresClient\` of \`@pgstage/backstage-plugin-postgres-common\`, whose calls are named below.

\`:ref\` is the ref of a database, \`<provider>:<location>/<name>\`, percent-encoded: \`server%3Amain%2Forders\`. Input and answers are JSON. Every call on a database needs the permission to read it; what it needs besides is listed. Each write and each reveal leaves an event with Backstage's auditor, refused ones too.`;

const errors = `## Errors

Errors have the shape of every Backstage backend, \`{ error: { name, message }, response: { statusCode } }\`, and \`error\` holds more where there is more to say:

| Status | When | Besides the message |
| --- | --- | --- |
| 400 | the input breaks a rule | \`issues\`: each \`field\` with its \`rule\` |
| 401 | there is no valid token | |
| 403 | a right is missing | \`permission\`: its name |
| 404 | there is no such database, or you may not see it | |
| 409 | something else has the name, or the state does not allow it | \`differences\`: \`field\`, \`existing\`, \`requested\` |
| 501 | the provider does not offer it | \`operation\` |
| 503 | another system failed | \`system\`: which one; the message has what it said and what to do |

Some errors have a \`code\`, which stays the same in every version. Messages are for people and may change.`;

/** The permission that a call needs besides reading. */
function permissionOf(call, common) {
  switch (call) {
    case 'createDatabase':
    case 'renderManifests':
      return common.databaseCreatePermission;
    case 'confirmBindings':
      return common.databaseBindPermission;
    default:
      return Object.values(common.databaseOperations).find(
        operation => operation.call === call,
      )?.permission;
  }
}

const answerTypes = {
  database: 'DatabaseView',
  backup: 'Backup',
  credentials: 'RevealedCredentials',
  nothing: 'void',
};

/** The calls of the table of operations, in the form of those of the interface. */
function operationCalls({ databaseOperations }) {
  return Object.values(databaseOperations).map(
    ({ call, method, path, input, answers, effect, note = '' }) => ({
      name: call,
      doc: `\`${method} /databases/:ref${path}${
        method === 'DELETE' ? '[?force=true]' : ''
      }\`: ${effect} ${note}`.trim(),
      type: `Promise<${answerTypes[answers]}>`,
      parameters: [
        { name: 'ref' },
        ...(input ? [{ name: 'request', schema: input }] : []),
      ],
    }),
  );
}

/** The fields of a call's input: the schema is in the table, or named after the type. */
function inputTable({ name, parameters }, common) {
  const input = parameters.find(one => one.name !== 'ref' && !one.optional);
  if (!input) return undefined;
  const { z } = requireFrom('plugins/postgres-common')('zod');
  const schema = input.schema ?? schemaOf(input.type.match(/^\w+/)[0], common);
  if (!schema)
    throw new Error(`${name} takes a ${input.type}, which has no schema.`);
  const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return table(fieldHeaders, fieldRows(json));
}

function schemaOf(type, common) {
  return common[`${type[0].toLowerCase()}${type.slice(1)}Schema`];
}

/** Method and path with the query, as the TSDoc has them, and what it says then. */
function readDoc({ name, doc }, { method, path }) {
  const [, told = '', words = ''] =
    doc.match(/^`([^`]+)`(?::\s*|\.\s*|\s*)([^]*)$/) ?? [];
  // The client told what it really asks for.
  if (told.replace(/\[.*/, '') !== `${method} ${path}`) {
    throw new Error(
      `${name} asks for '${method} ${path}', but its TSDoc in PostgresApi says '${told}'.`,
    );
  }
  return { told, words: words && `${words[0].toUpperCase()}${words.slice(1)}` };
}

function describeCall(call, answer, common) {
  const { told, words } = readDoc(call, answer);
  const type = call.type.match(/^Promise<(.*)>$/)[1];
  const permissions = [
    permissionOf(call.name, common),
    told.includes('force=') && common.databaseForceRemovePermission,
  ].filter(Boolean);
  const facts = [
    `Call: ${code(call.name)}`,
    `Answers: ${type === 'void' ? 'nothing, with status 204' : code(type)}`,
    permissions.length > 0 &&
      `Permission: ${permissions
        .map(({ name }) => code(name))
        .join(', by force ')}`,
    answer.event &&
      `Audit event: ${code(answer.event.eventId)}, severity ${
        answer.event.severityLevel
      }`,
  ];
  const input = inputTable(call, common);
  return [
    `### ${code(told)}`,
    words,
    facts
      .filter(Boolean)
      .map(fact => `- ${fact}`)
      .join('\n'),
    input && [
      ['GET', 'DELETE'].includes(answer.method) ? 'Query:' : 'Body:',
      input,
    ],
  ];
}

/** The page of endpoints: those of the contract that the router serves. */
export async function httpApiPage() {
  const common = loadSource('plugins/postgres-common/src/index.ts');
  const declared = await declarationsOf(
    'plugins/postgres-common/src/client/api.ts',
  );
  const calls = [
    ...declared.get('PostgresApi').members,
    ...operationCalls(common),
  ];
  const answers = await askRouter(calls);
  const served = calls
    .map((call, index) => ({ call, answer: answers[index] }))
    .filter(({ answer }) => answer.served);
  return page(
    intro,
    '## Endpoints',
    served.map(({ call, answer }) => describeCall(call, answer, common)),
    errors,
    table(
      ['Code', 'Says'],
      Object.entries(common.errorCodes).map(([name, says]) => [
        code(name),
        says,
      ]),
    ),
  );
}
