import type { JsonObject } from '@backstage/types';
import type { Call } from './calls';
import type { Components } from './components';
import { errorAnswers, type ErrorStatus } from './errors';
import { recordedCall } from './recorded';
import { linksOf } from './links';

const ofEveryCall: ErrorStatus[] = [400, 401, 403, 413, 415, 431];

const ref: JsonObject = {
  name: 'ref',
  in: 'path',
  required: true,
  description:
    'Ref of the database, `<provider>:<location>/<name>`, percent-encoded.',
  schema: { type: 'string', pattern: '^[a-z][a-z0-9-]*:[^/]+(/[^/]+)+$' },
  example: 'server:main/orders',
};

/** Returns a call as an OpenAPI operation. */
export function toOperation(
  id: string,
  call: Call,
  components: Components,
): JsonObject {
  const { permissions, audit, body, description = call.summary } = call;
  return {
    operationId: id,
    tags: [call.tag],
    summary: call.summary,
    description,
    parameters: [
      ...(call.path.includes(':ref') ? [ref] : []),
      ...queryParameters(call, components),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: json(components.ref(body), recordedCall(id)?.request),
      },
    }),
    responses: {
      ...success(id, call, components),
      ...errors(call),
    },
    ...(permissions && { 'x-permissions': permissions }),
    ...(audit && { 'x-audit-event': audit }),
  };
}

function queryParameters(
  { query }: Call,
  components: Components,
): JsonObject[] {
  if (!query) return [];
  const { properties, required } = components.fields(query);
  return Object.entries(properties).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      ...(description !== undefined && { description }),
      ...(required.includes(name) && { required: true }),
      schema,
    }),
  );
}

function success(
  id: string,
  { answers }: Call,
  components: Components,
): JsonObject {
  if (!answers) return { 204: { description: 'Done.' } };
  return {
    200: {
      description: 'Done.',
      content: json(components.ref(answers), recordedCall(id)?.response),
      ...linksOf(id),
    },
  };
}

function errors(call: Call): JsonObject {
  const statuses = [...ofEveryCall, ...(call.errors ?? [])];
  return Object.fromEntries(
    statuses.map(status => [
      status,
      { $ref: `#/components/responses/${errorAnswers[status].id}` },
    ]),
  );
}

/** Returns the JSON media type of a schema, with a recorded example if there is one. */
export function json(schema: JsonObject, example?: JsonObject): JsonObject {
  return {
    'application/json': { schema, ...(example && { example }) },
  };
}
