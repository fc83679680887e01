import { at, owner } from './__testUtils__/startPlugin';
import { orders, startWithDatabases } from './__testUtils__/startWithDatabases';

const LIMIT_MS = 300;
const { ref } = orders;

async function start(
  catalog: { delay?: () => Promise<void> },
  config?: { postgres: { timeouts: { backstage: string } } },
) {
  return startWithDatabases({
    config,
    beforeCatalogAnswers: () => catalog.delay?.(),
  });
}

const never = () => new Promise<never>(() => {});

describe('a catalog that never responds', () => {
  it('fails reads and writes with its name, and writes nothing', async () => {
    const { as, provider } = await start(
      { delay: never },
      { postgres: { timeouts: { backstage: `${LIMIT_MS}ms` } } },
    );
    const client = as(owner);
    for (const call of [
      client.get('/databases'),
      client.get(at(ref)),
      client.get(at(ref, '/health')),
      client.patch(at(ref), { connectionLimit: 3 }),
      client.post(at(ref, '/rotate-password')),
      client.delete(at(ref)),
      client.post('/databases', {
        provider: 'memory',
        location: 'main',
        name: 'fresh',
        entityRef: 'component:default/orders',
      }),
    ]) {
      const { body } = await call.expect(503);
      expect(body.error.message).toMatch(
        /^The plugin catalog of this Backstage failed: no response within 0\.3 s/,
      );
    }
    expect(provider.writes).toEqual([]);
  });

  it('notifies an open long poll, and recovers', async () => {
    const catalog: { delay?: () => Promise<void> } = {};
    const { as } = await start(catalog);
    const { revision } = (await as(owner).get(at(ref)).expect(200)).body;
    const wait = (after: string) =>
      as(owner)
        .get(`${at(ref)}?after=${after}&waitSeconds=60`)
        .expect(200);
    const waiting = wait(revision).then(({ body }) => body);
    catalog.delay = never;
    const answer = await waiting;
    // Requests can wait for five seconds: an open page is notified before that.
    expect(answer.unreachable.message).toMatch(
      /^The plugin catalog .*: no response within 1 s/,
    );
    expect(answer.revision).not.toBe(revision);
    const still = (await wait(answer.revision)).body;
    expect(still.unreachable).toEqual(answer.unreachable);
    catalog.delay = undefined;
    let view = still;
    while (view.unreachable) view = (await wait(view.revision)).body;
    expect(view).toMatchObject({ revision, status: { state: 'working' } });
    // Three rounds of a pause and a limit of a second each.
  });
});

it('sends independent queries in parallel', async () => {
  // Each query is answered only after the other one was sent.
  let sent = 0;
  let open = () => undefined as void;
  const both = new Promise<void>(resolve => (open = resolve));
  const { as } = await start({
    delay: () => {
      sent += 1;
      if (sent === 2) open();
      return both;
    },
  });
  await as(owner).get(at(ref)).expect(200);
  expect(sent).toBe(2);
});
