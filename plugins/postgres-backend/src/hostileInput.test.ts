import { Agent, request } from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  bindDatabaseSchema,
  changeDatabaseSchema,
  confirmBindingsSchema,
  createBackupSchema,
  createDatabaseSchema,
  handledOperations,
  quotaQuerySchema,
  readLogsSchema,
  restoreDatabaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { operations } from './__testUtils__/aDatabase';
import {
  hostileInputs,
  type HostileInput,
} from './__testUtils__/hostileInputs';
import { CANARY } from './__testUtils__/FakeProvider';
import { routesOfPlugin } from './__testUtils__/routesOf';
import { owner } from './__testUtils__/startPlugin';
import { orders, startWithDatabases } from './__testUtils__/startWithDatabases';
import {
  createQuerySchema,
  listQuerySchema,
  removeQuerySchema,
  waitQuerySchema,
} from './router/requestSchemas';

/** Use another seed for other inputs: `PGSTAGE_HOSTILE_SEED=7`. */
const seed = Number(process.env.PGSTAGE_HOSTILE_SEED ?? 20261125);
const INPUTS = 5_500;

type Fields = { shape: object };
const none: Fields = { shape: {} };

/** Fields of each route; other operations use the table. A missing route fails the first test. */
const routes: Record<string, { query?: Fields; body?: Fields }> = {
  ...Object.fromEntries(
    handledOperations.map(({ method, path, input }) => [
      `${method} /databases/:ref${path}`,
      { body: input as Fields | undefined },
    ]),
  ),
  'GET /providers': {},
  'GET /quotas': { query: quotaQuerySchema },
  'GET /openapi.json': {},
  'GET /databases': { query: listQuerySchema },
  'POST /databases': { query: createQuerySchema, body: createDatabaseSchema },
  'POST /manifests': { body: createDatabaseSchema },
  'GET /databases/:ref': { query: waitQuerySchema },
  'PATCH /databases/:ref': { body: changeDatabaseSchema },
  'DELETE /databases/:ref': { query: removeQuerySchema },
  'GET /databases/:ref/connection': {},
  'GET /databases/:ref/health': {},
  'GET /databases/:ref/backups': {},
  'POST /databases/:ref/bindings': { body: bindDatabaseSchema },
  'POST /bindings/confirm': { body: confirmBindingsSchema },
  'POST /databases/:ref/backups': { body: createBackupSchema },
  'POST /databases/:ref/restores': { body: restoreDatabaseSchema },
  'POST /databases/:ref/credentials/reveal': {},
  'POST /databases/:ref/logs': { body: readLogsSchema },
};

/** A valid value for each required field. */
const right: Record<string, unknown> = {
  provider: 'memory',
  location: 'main',
  name: 'fresh',
  entityRef: 'component:default/orders',
  instance: 'orders-2',
};
const needed: Record<string, string[]> = {
  'POST /databases': ['provider', 'location', 'name', 'entityRef'],
  'POST /manifests': ['provider', 'location', 'name', 'entityRef'],
  'POST /databases/:ref/restores': ['name', 'entityRef'],
  'POST /databases/:ref/destroy-instance': ['instance'],
};

let started: Awaited<ReturnType<typeof startWithDatabases>>;
const logged: unknown[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const ofPrototype = Object.getOwnPropertyNames(Object.prototype);

beforeAll(async () => {
  started = await startWithDatabases({
    config: {
      postgres: {
        reveal: { enabled: true },
        rateLimits: { writesPerMinute: 100_000, listsPerMinute: 100_000 },
      },
    },
    logged,
  });
});
afterAll(() => agent.destroy());

it('has the fields of every route', () => {
  expect(Object.keys(routes).sort()).toEqual(routesOfPlugin().sort());
});

it.each(Object.entries(routes))(
  `withstands hostile input to %s (seed ${seed})`,
  async (route, { query = none, body = none }) => {
    const inQuery = Object.keys(query.shape);
    const fields = [...inQuery, ...Object.keys(body.shape)];
    const count = Math.ceil(INPUTS / Object.keys(routes).length);
    for (const input of hostileInputs(fields, { seed, count })) {
      const sent = toRequest(route, inQuery, input);
      await check(sent, await send(sent));
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(ofPrototype);
  },
  60_000,
);

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}
interface Answer {
  status: number;
  text: string;
}

function toRequest(
  route: string,
  inQuery: string[],
  { fields, ref, rawBody, contentType }: HostileInput,
): Sent {
  const [method, path] = route.split(' ');
  const asQuery = method === 'GET' || method === 'DELETE';
  const search = new URLSearchParams();
  const content: Array<[string, unknown]> = (needed[route] ?? []).map(field => [
    field,
    right[field],
  ]);
  for (const [field, value] of Object.entries(fields)) {
    if (asQuery || inQuery.includes(field))
      search.append(
        field,
        typeof value === 'string' ? value : JSON.stringify(value) ?? '',
      );
    else content.push([field, value]);
  }
  // Without waiting: other tests cover the end of a wait.
  if (search.has('after')) search.set('waitSeconds', '0');
  const at = encodeURIComponent(
    (ref ?? orders.ref).replace(/\p{Cs}/gu, '\ufffd'),
  );
  return {
    method,
    path: `/api/postgres${path.replace(':ref', at)}?${search}`,
    headers: {
      Authorization: mockCredentials.user.header(owner),
      'Content-Type': contentType ?? 'application/json',
    },
    body: asQuery
      ? undefined
      : rawBody ?? JSON.stringify(Object.fromEntries(content)),
  };
}

function send({ method, path, headers, body }: Sent): Promise<Answer> {
  const port = started.backend.server.port();
  return new Promise((resolve, reject) => {
    const options = { agent, port, method, path, headers };
    const call = request(options, answer => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', chunk => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Throws the request together with what is wrong in the response. */
async function check(sent: Sent, answer: Answer): Promise<void> {
  const { provider, audit } = started;
  const wrote = provider.writes.splice(0);
  const logs = textsIn([audit.splice(0), logged.splice(0)]).join(' ');
  const problems: string[] = [];
  const { status, text } = answer;
  if (status >= 500 || status < 200) problems.push(`status ${status}`);
  // Backstage's own response for an unknown path has no text.
  if (status >= 400 && (status !== 404 || text)) {
    const { error } = JSON.parse(text);
    if (wrote.length) problems.push('written on refusal');
    if (!error?.message || unprintable(error.message))
      problems.push('no printable message');
    if ([400, 413, 415].includes(status) && !namesFields(error))
      problems.push('no field');
  }
  if (unprintable(logs)) problems.push('a forged line');
  const revealed = status === 200 && sent.path.includes('/reveal');
  if (logs.includes(CANARY) || (text.includes(CANARY) && !revealed))
    problems.push('a secret');
  if (problems.length)
    throw new Error(JSON.stringify({ problems, sent, answer }, null, 1));
  if (wrote.length) restore();
}

/** Returns whether the text would break a line, or hide a part of itself. */
function unprintable(text: string): boolean {
  return /[\p{Cc}\u2028\u2029\u202e]/u.test(text);
}

function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  JSON.stringify(value, (_key, inner) => {
    if (typeof inner === 'string') texts.push(inner);
    return inner;
  });
  return texts;
}

function namesFields(error: {
  issues?: Array<{ field: unknown; rule: string }>;
}) {
  return (
    error.issues?.length &&
    error.issues.every(
      ({ field, rule }) =>
        typeof field === 'string' && /^(must|is|needs) /.test(rule),
    )
  );
}

function restore(): void {
  const { provider } = started;
  for (const name of [...provider.databases.keys()])
    if (!/\/(orders|secret|loose)$/.test(name)) provider.databases.delete(name);
  provider.databases.set(orders.ref, { ...orders, operations: operations() });
  provider.observe();
}
