import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { ResponseError } from '@backstage/errors';
import { mockCredentials } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  defineMessages,
  type DatabaseView,
  type Message,
  type Step,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  claimed,
  postgresServiceMock,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';

export const REF = 'server:main/orders';

/** The messages of the provider of these tests. */
export const providerMessage = defineMessages('server', {
  acceptsLogins: 'Accepts logins',
  roleStep: 'Role orders',
  instanceIsAdded: 'Adds an instance',
  noNode: 'No node has room.',
  overlapRuns: 'The previous login works until 12:00.',
  noVolume: 'The volume cannot grow',
  unknown: 'Not read yet',
  noTarget: 'No backup target is configured for the database.',
});

export const step = (state: Step['state'], message?: Message): Step => ({
  id: 'role',
  title: providerMessage('roleStep'),
  state,
  message,
});

export function view(changes: Partial<DatabaseView> = {}): DatabaseView {
  return {
    ref: REF,
    provider: 'server',
    location: 'main',
    name: 'orders',
    database: 'orders',
    user: 'orders',
    status: {
      state: 'working',
      reason: providerMessage('acceptsLogins'),
      since: '2030-01-01T00:00:00Z',
    },
    usable: claimed(true),
    safe: claimed(false),
    binding: {
      resourceRef: 'resource:default/orders-db',
      entityRefs: ['component:default/orders'],
      owner: 'group:default/team-orders',
    },
    endpoints: [
      {
        purpose: 'read-only',
        host: 'standby.example',
        port: 5434,
        sslMode: 'require',
      },
      {
        purpose: 'read-write',
        host: 'primary.example',
        port: 5433,
        sslMode: 'require',
      },
    ],
    credentials: { store: 'file', secretRef: 'orders-db' },
    spec: {},
    operations: {
      backup: { supported: true },
    } as DatabaseView['operations'],
    permits: {} as DatabaseView['permits'],
    steps: [step('done')],
    attention: [],
    summary: {},
    observedAt: '2030-01-01T00:00:00Z',
    revision: '1',
    ...changes,
  };
}

/** Returns an error response of the backend, as the client throws it. */
export async function errorResponse(
  status: number,
  name: string,
  message: string,
  fields: object = {},
) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message, ...fields },
        response: { statusCode: status },
      }),
      {
        status,
        headers: { 'Content-Type': 'application/json' },
      },
    ),
  );
}

export const noResponse = () => new TypeError('fetch failed');

/** The service with a complete list; tests set the rest. */
export function mockPostgres() {
  const postgres = postgresServiceMock();
  postgres.listDatabases.mockResolvedValue({
    items: [],
    totalItems: 0,
    problems: [],
    complete: true,
  });
  return postgres;
}

/** A context with observable checkpoints, outputs and log. */
export function mockContext(
  input: JsonObject,
  options: Partial<ActionContext<JsonObject>> & {
    checkpoints?: JsonObject;
  } = {},
) {
  const { checkpoints = {}, ...changes } = options;
  const lines: string[] = [];
  const outputs: JsonObject = {};
  const log = (line: string) => lines.push(line);
  const ctx = {
    ...createMockActionContext({ input }),
    logger: {
      info: log,
      warn: log,
      error: log,
      debug: log,
      child: () => ctx.logger,
    },
    output: (name: string, value: JsonObject[string]) => {
      outputs[name] = value;
    },
    checkpoint: async ({
      key,
      fn,
    }: {
      key: string;
      fn: () => Promise<JsonObject>;
    }) => {
      checkpoints[key] ??= await fn();
      return checkpoints[key];
    },
    getInitiatorCredentials: async () => mockCredentials.user(),
    ...changes,
  } as unknown as ActionContext<JsonObject>;
  return { ctx, lines, outputs, checkpoints };
}
