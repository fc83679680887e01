import { operations } from './__testUtils__/aDatabase';
import { FakeProvider } from './__testUtils__/FakeProvider';
import {
  admin,
  at,
  startPlugin,
  type StartOptions,
} from './__testUtils__/startPlugin';
import { orders } from './__testUtils__/startWithDatabases';

const { ref } = orders;
const stock = { add: ['component:default/stock'] };
const orphan = { add: ['component:default/orphan'] };

/** Starts two backends on one engine, each with its own last observation. */
async function twoReplicas(bus?: StartOptions['bus']) {
  const start = async (provider: FakeProvider) => ({
    provider,
    ...(await startPlugin({
      providers: [provider],
      bus,
      config: { postgres: { reveal: { enabled: true } } },
    })),
  });
  const engine = new FakeProvider();
  const other = new FakeProvider();
  other.databases = engine.databases;
  return { here: await start(engine), there: await start(other) };
}

type Client = ReturnType<Awaited<ReturnType<typeof startPlugin>>['as']>;
const writes: Array<[string, (client: Client) => ReturnType<Client['post']>]> =
  [
    ['change', client => client.patch(at(ref), { connectionLimit: 7 })],
    ['remove', client => client.delete(at(ref))],
    ['bind', client => client.post(at(ref, '/bindings'), orphan)],
    ['rotate', client => client.post(at(ref, '/rotate-password'))],
    ['backup', client => client.post(at(ref, '/backups'))],
    ['reveal', client => client.post(at(ref, '/credentials/reveal'))],
    ['restart', client => client.post(at(ref, '/restart'))],
    ['switchover', client => client.post(at(ref, '/switchover'))],
    ['hibernate', client => client.post(at(ref, '/hibernate'))],
    ['fence', client => client.post(at(ref, '/fence'))],
    [
      'remove instance',
      client => client.post(at(ref, '/destroy-instance'), { instance: 'a' }),
    ],
    [
      'restore',
      client =>
        client.post(at(ref, '/restores'), {
          name: 'copy',
          entityRef: 'component:default/orders',
        }),
    ],
  ];

let replicas: Awaited<ReturnType<typeof twoReplicas>>;
beforeAll(async () => {
  replicas = await twoReplicas();
});
beforeEach(() => {
  const { here, there } = replicas;
  const observedAt = new Date().toISOString();
  const database = { ...orders, operations: operations(), observedAt };
  here.provider.databases.set(ref, database);
  here.provider.observe();
  there.provider.observe();
  here.provider.writes.splice(0);
});

it.each(writes)(
  'rejects to %s a database that another replica has transferred',
  async (_, write) => {
    const { here, there } = replicas;
    await there.as(admin).post(at(ref, '/bindings'), stock).expect(200);
    const before = JSON.stringify([...here.provider.databases]);
    const { body } = await write(here.as(admin)).expect(409);
    expect(body.error.message).toMatch(/has changed since it was read/);
    expect(JSON.stringify([...here.provider.databases])).toBe(before);
    expect(here.provider.writes).toEqual([]);
  },
);

it('binds only from the version that the caller read', async () => {
  const { here, there } = replicas;
  const path = at(ref, '/bindings');
  const { recordVersion } = (await here.as(admin).get(at(ref))).body;
  const second = { ...orphan, recordVersion };
  await here
    .as(admin)
    .post(path, { ...stock, recordVersion })
    .expect(200);
  await here.as(admin).post(path, second).expect(409);
  // This replica has not observed it yet: the engine rejects it.
  await there.as(admin).post(path, second).expect(409);
  expect(here.provider.databases.get(ref)?.binding?.entityRefs).toEqual([
    'component:default/orders',
    'component:default/stock',
  ]);
});

it('does not treat a database as hidden that another replica just created', async () => {
  const { here, there } = replicas;
  const fresh = {
    provider: 'memory',
    location: 'main',
    name: 'fresh',
    entityRef: 'component:default/orders',
  };
  await there.as(admin).post('/databases', fresh).expect(200);
  const { body } = await here
    .as(admin)
    .post('/databases', { ...fresh, connectionLimit: 3 })
    .expect(409);
  expect(body.error.message).toMatch(/was taken just now/);
});

it("observes changes of another replica with Backstage's event bus", async () => {
  const bus: StartOptions['bus'] = [];
  const { here, there } = await twoReplicas(bus);
  here.provider.databases.set(ref, orders);
  here.provider.observe();
  // A poll that never happens.
  const status = async () => (await there.as(admin).get(at(ref))).status;
  const becomes = async (expected: number) => {
    while ((await status()) !== expected)
      await new Promise(resolve => setTimeout(resolve, 20));
  };
  await becomes(200);
  // The content of an event is only a hint.
  bus.forEach(emit => emit({ type: 'removed', ref, replica: 'somebody' }));
  await new Promise(setImmediate);
  expect(await status()).toBe(200);
  await here.as(admin).delete(at(ref)).expect(204);
  await becomes(404);
});
