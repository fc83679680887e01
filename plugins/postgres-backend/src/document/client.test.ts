import {
  databaseOperations,
  PostgresClient,
  type CreateDatabase,
  type PostgresApi,
} from '@pgstage/backstage-plugin-postgres-common';
import Ajv from 'ajv/dist/2020';
import { apiCalls } from './apiCalls';
import { openApiDocument } from './openApiDocument';
import { recordedCall } from './recorded';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: object;
}
interface Operation {
  operationId: string;
  parameters: Parameter[];
  requestBody?: object;
  responses: Record<string, object>;
}
const document = openApiDocument();
const paths = document.paths as unknown as Record<
  string,
  Record<string, Operation>
>;

// Query parameters are text; formats are checked with the examples.
const ajv = new Ajv({
  strict: false,
  validateFormats: false,
  coerceTypes: true,
});
ajv.addSchema(document, 'document');

const ref = 'server:main/orders';
const filter = {
  entityRef: 'component:default/orders',
  owner: 'group:default/team',
  provider: 'server',
  state: 'working',
  unbound: false,
  dangling: true,
  cursor: 'x',
  limit: 5,
} as const;

/** Input of each call of the client; bodies are those of recorded requests. */
const given: Record<string, unknown[]> = {
  listProviders: [],
  getQuotas: [{ entityRef: filter.entityRef }],
  listDatabases: [filter],
  createDatabase: [
    { ...request<CreateDatabase>('createDatabase'), dryRun: true },
  ],
  renderManifests: [request('renderManifests')],
  confirmBindings: [request('confirmBindings')],
  getDatabase: [ref, { after: 'x.1', waitSeconds: 30 }],
  getConnection: [ref],
  getHealth: [ref],
  getBackups: [ref],
  ...Object.fromEntries(
    Object.values(databaseOperations).map(operation => [
      operation.call,
      'input' in operation ? [ref, request(operation.call)] : [ref],
    ]),
  ),
  removeDatabase: [ref, { force: true }],
};

function request<T>(id: string): T {
  return recordedCall(id)?.request as T;
}

it('has a call for everything except for the document itself', () => {
  const { getOpenApiDocument, ...calls } = apiCalls;
  expect(Object.keys(given).sort()).toEqual(Object.keys(calls).sort());
});

it.each(Object.entries(given))(
  '%s sends what the document describes',
  async (id, input) => {
    const { operation, query, body, answer } = await callClient(id, input);
    expect(operation.operationId).toBe(id);

    const parameters = operation.parameters.filter(one => one.in === 'query');
    const sent = Object.fromEntries(query);
    expect(
      errorsOf(
        {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(
            parameters.map(({ name, schema }) => [name, schema]),
          ),
          required: parameters.flatMap(one => (one.required ? [one.name] : [])),
        },
        sent,
      ),
    ).toEqual([]);
    // Covers all optional fields.
    expect(Object.keys(sent).sort()).toEqual(
      parameters.map(({ name }) => name).sort(),
    );

    expect(body === undefined).toBe(operation.requestBody === undefined);
    expect(
      operation.requestBody
        ? errorsOf(schemaIn(operation.requestBody), body)
        : [],
    ).toEqual([]);
    expect(Object.keys(operation.responses)).toContain(answer ? '200' : '204');
  },
);

/** Calls the client, and returns the matching part of the document. */
async function callClient(id: string, input: unknown[]) {
  let sent: { method: string; path: string; body?: string } | undefined;
  const client = new PostgresClient<undefined>(async (path, init) => {
    sent = { path, ...init };
    return init.method === 'DELETE'
      ? new Response(null, { status: 204 })
      : new Response(JSON.stringify(recordedCall(id)?.response ?? {}));
  });
  const call = client[id as keyof PostgresApi<undefined>] as (
    ...args: unknown[]
  ) => Promise<unknown>;
  const answer = await call.apply(client, input);
  const url = new URL(`http://x${sent?.path}`);
  const path = url.pathname.replace(encodeURIComponent(ref), '{ref}');
  return {
    answer,
    operation: paths[path][sent?.method.toLowerCase() ?? ''],
    query: url.searchParams,
    body: sent?.body === undefined ? undefined : JSON.parse(sent.body),
  };
}

function schemaIn(body: unknown): object {
  const { content } = body as {
    content: Record<string, { schema: { $ref: string } }>;
  };
  return { $ref: `document${content['application/json'].schema.$ref}` };
}

function errorsOf(schema: object, value: unknown) {
  const validate = ajv.compile(schema);
  validate(value);
  return validate.errors ?? [];
}
