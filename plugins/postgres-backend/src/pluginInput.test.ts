import request from 'supertest';
import { mockCredentials } from '@backstage/backend-test-utils';
import { printable } from '@pgstage/backstage-plugin-postgres-common';
import { admin, at, owner } from './__testUtils__/startPlugin';
import { orders, startWithDatabases } from './__testUtils__/startWithDatabases';

const { ref } = orders;
let started: Awaited<ReturnType<typeof startWithDatabases>>;
beforeAll(async () => {
  started = await startWithDatabases({
    config: { postgres: { rateLimits: { writesPerMinute: 1_000 } } },
  });
});
beforeEach(() => {
  started.audit.splice(0);
});

/** A request that no client library would send. */
const raw = (method: 'get' | 'post' | 'patch' | 'delete', path: string) =>
  request(started.backend.server)
    [method](`/api/postgres${path}`)
    .set('Authorization', mockCredentials.user.header(owner));

const issuesOf = ({ body }: { body: { error: { issues?: object[] } } }) =>
  body.error.issues;

it.each(['restart', 'switchover', 'hibernate', 'fence', 'backups', 'bindings'])(
  'rejects a body that it cannot read: %s',
  async path => {
    const to = () => raw('post', at(ref, `/${path}`));
    const text = await to().type('text/plain').send('{"reload":true}');
    expect(text.status).toBe(415);
    expect(issuesOf(text)).toEqual([
      { field: '', rule: 'must be application/json' },
    ]);
    const none = await to().expect(400);
    expect(issuesOf(none)).toEqual([{ field: '', rule: 'is required' }]);
    const empty = await to().type('application/json').send('').expect(400);
    expect(issuesOf(empty)).toEqual([{ field: '', rule: 'is required' }]);
    const broken = await to()
      .type('application/json')
      .send('{"a": \n')
      .expect(400);
    expect(issuesOf(broken)).toEqual([
      { field: '', rule: 'must be valid JSON' },
    ]);
    expect(started.provider.writes).toEqual([]);
    // Rejected attempts are audited, too.
    expect(started.audit.map(({ outcome }) => outcome)).toEqual(
      Array(4).fill('fail'),
    );
  },
);

it.each([
  ['get', '/providers?x=1', 'x'],
  ['get', `${at(ref, '/health')}?fresh=true`, 'fresh'],
  ['post', `${at(ref, '/restart')}?reload=true`, 'reload'],
  ['post', `${at(ref, '/rotate-password')}?dryRun=true`, 'dryRun'],
  ['delete', `${at(ref)}?constructor=1`, 'constructor'],
  ['delete', `${at(ref)}?__proto__=1`, '__proto__'],
  ['delete', `${at(ref)}?force=true&force=false`, 'force'],
] as const)(
  'rejects input that it would ignore: %s %s',
  async (method, path, field) => {
    const call = raw(method, path);
    const answer = await (method === 'post' ? call.send({}) : call).expect(400);
    expect(issuesOf(answer)).toMatchObject([{ field }]);
    expect(started.provider.writes).toEqual([]);
  },
);

it('rejects a body for a route without one', async () => {
  for (const call of [
    raw('delete', at(ref)),
    raw('post', at(ref, '/rotate-password')),
    raw('post', at(ref, '/credentials/reveal')),
  ]) {
    const answer = await call.send({ force: true }).expect(400);
    expect(issuesOf(answer)).toMatchObject([{ field: 'force' }]);
  }
  expect(started.audit).toHaveLength(3);
});

it('does not quote text that could forge log entries', async () => {
  const forged = 'memory:main/a\n2026-11-25 error: all passwords are public';
  for (const call of [
    raw('delete', at(forged)),
    raw('post', at(`x${forged}`, '/restart')).send({}),
    raw('patch', at(ref)).send({ ['a\nb']: 1 }),
    raw('patch', at(ref)).send({ version: 'a\u001b[31m\u2028b'.repeat(40) }),
    raw('get', '/databases/%ff'),
  ]) {
    const { body } = await call;
    const message = body.error?.message ?? '';
    expect(message).toBe(printable(message));
  }
  // Inside the strings, where JSON itself would show an escape.
  const texts: string[] = [];
  JSON.stringify(started.audit, (_key, value) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  expect(texts.join('')).toBe(printable(texts.join('')));
});

it('rejects options with special names of JavaScript', async () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    const answer = await raw('patch', at(ref))
      .type('application/json')
      .send(`{"options":{"${key}":{"x":1}}}`)
      .expect(400);
    expect(issuesOf(answer)).toMatchObject([{ field: `options.${key}` }]);
  }
  expect(started.provider.writes).toEqual([]);
});

it('limits the size of a request', async () => {
  const many = Array(51).fill('component:default/orders');
  const answer = await started
    .as(admin)
    .post(at(ref, '/bindings'), { add: many })
    .expect(400);
  expect(issuesOf(answer)).toEqual([
    { field: 'add', rule: 'must be at most 50 entries' },
  ]);
  const large = await raw('patch', at(ref)).send({
    version: 'x'.repeat(70_000),
  });
  expect(large.status).toBe(413);
  expect(issuesOf(large)).toEqual([
    { field: '', rule: 'must be at most 64kb' },
  ]);
});

it('limits the writes and lists of a user, but not of other backends', async () => {
  const { as, asService, provider } = await startWithDatabases({
    config: {
      postgres: { rateLimits: { writesPerMinute: 2, listsPerMinute: 1 } },
    },
  });
  const write = (client: ReturnType<typeof as>) =>
    client.post(at(ref, '/rotate-password'));
  await write(as(owner)).expect(200);
  await write(as(owner)).expect(200);
  const { body, headers } = await write(as(owner)).expect(429);
  expect(body.error.message).toMatch(
    /^You may send 2 requests that write a minute. Try again in \d+ s$/,
  );
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(provider.writes).toHaveLength(2);
  await write(as(admin)).expect(200);
  await as(owner).get('/databases').expect(200);
  for (const path of ['/databases', '/databases/', '/Databases'])
    await as(owner).get(path).expect(429);
  await as(owner).get(at(ref)).expect(200);
  for (let time = 0; time < 4; time += 1) await write(asService).expect(200);
});

it('rejects a method that a path does not support, with the supported ones', async () => {
  for (const method of ['get', 'patch'] as const) {
    const { status, headers, body } = await raw(method, at(ref, '/restart'));
    expect({ status, allow: headers.allow, name: body.error.name }).toEqual({
      status: 405,
      allow: 'POST, OPTIONS',
      name: 'MethodNotAllowedError',
    });
  }
  const response = await request(started.backend.server)
    .options('/api/postgres/databases')
    .set('Authorization', mockCredentials.user.header(owner));
  expect([response.status, response.headers.allow]).toEqual([
    204,
    'GET, POST, HEAD, OPTIONS',
  ]);
  expect(started.audit).toEqual([]);
});
