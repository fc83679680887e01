import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  RecordChangedError,
  UpstreamError,
  UpstreamForbiddenError,
} from '@pgstage/backstage-plugin-postgres-common';
import { coreKinds, type KubernetesObject } from '../cluster';
import { ShopCluster } from './__testUtils__/ShopCluster';
import {
  binding,
  CREATED,
  labels,
  model,
  resources,
  shopObject,
  shopRules,
} from './__testUtils__/shop';
import { OperatorProvider } from './OperatorProvider';

const ref = 'shop:test/default/orders';
const write = { actor: 'user:default/ada' };
const copy = { name: 'copy', binding };

type Provider = ReturnType<typeof operated>['provider'];
type Write = Parameters<Provider['rotatePassword']>[1];
const status = { phase: 'Up', primary: 'orders-0', login: '1' };

const pod = (name: string, ready = true): KubernetesObject => ({
  metadata: {
    namespace: 'default',
    name,
    labels: { [labels.cluster]: 'orders', [labels.instance]: name },
  },
  spec: { containers: [{ name: 'postgres', image: 'shop' }] },
  status: {
    phase: 'Running',
    conditions: [
      {
        type: 'Ready',
        status: ready ? 'True' : 'False',
        lastTransitionTime: CREATED,
      },
    ],
  },
});

/** A cluster in memory with the database `orders`, and its provider. */
function operated(of: Parameters<typeof shopObject>[0] = {}) {
  const cluster = new ShopCluster();
  cluster.add(resources.shops, shopObject({ status, ...of }));
  const { context } = cluster;
  const provider = new OperatorProvider(shopRules, model, [context]);
  return { cluster, provider, client: context.client };
}

it('returns the health of its instances', async () => {
  const { cluster, provider } = operated();
  cluster.add(coreKinds.pods, pod('orders-0'));
  cluster.add(coreKinds.pods, pod('orders-1', false));
  const { instances } = await provider.health(ref);
  expect(instances).toMatchObject([
    { name: 'orders-0', role: 'primary', state: 'working' },
    { name: 'orders-1', role: 'standby', state: 'attention' },
  ]);
});

it('takes a backup, and lists it once the operator reports it', async () => {
  const { cluster, provider } = operated();
  cluster.add(coreKinds.pods, pod('orders-0'));
  const { id } = await provider.createBackup(ref, {}, write);
  const requested = cluster.get(resources.backups, id)!;
  expect(requested.spec).toEqual({ shop: 'orders' });
  cluster.add(resources.backups, { ...requested, status: { phase: 'Done' } });
  expect(await provider.listBackups(ref)).toMatchObject({
    backups: [{ id, status: 'finished' }],
    methods: [{ id: 'shop' }],
  });
});

it('sets a new password in the Secret that the operator reads', async () => {
  const { cluster, provider } = operated();
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  cluster.add(coreKinds.secrets, {
    metadata: { namespace: 'default', name: 'orders-login' },
    data: { username: encoded('orders'), password: encoded('before') },
  });
  const database = await provider.rotatePassword(ref, write);
  const { data } = cluster.get(coreKinds.secrets, 'orders-login') as {
    data?: Record<string, string>;
  };
  const password = Buffer.from(`${data?.password}`, 'base64').toString();
  expect(data?.username).toBe(encoded('orders'));
  expect(password).toMatch(/^[0-9a-f]{48}$/);
  expect(JSON.stringify(database)).not.toContain(password);
  const revealed = await provider.revealCredentials(ref, write);
  expect(revealed).toMatchObject({ user: 'orders', password });
});

it('reads the log of the primary, or of the named instance', async () => {
  const { cluster, provider, client } = operated();
  cluster.add(coreKinds.pods, pod('orders-0'));
  cluster.add(coreKinds.pods, pod('orders-1'));
  const podLog = jest.fn(
    async (_: object) => '2026-11-28T10:00:00Z FATAL:  terminating\n',
  );
  Object.assign(client, { podLog });
  expect(await provider.readLogs(ref, {}, write)).toEqual({
    instance: 'orders-0',
    observedAt: expect.any(String),
    entries: [
      {
        at: '2026-11-28T10:00:00.000Z',
        level: 'fatal',
        text: 'terminating',
      },
    ],
    older: false,
  });
  const other = { instance: 'orders-1' };
  expect(await provider.readLogs(ref, other, write)).toMatchObject(other);
  expect(podLog.mock.calls.map(([asked]) => asked)).toMatchObject([
    { namespace: 'default', name: 'orders-0', container: 'postgres' },
    { namespace: 'default', name: 'orders-1' },
  ]);
  await expect(
    provider.readLogs(ref, { instance: 'orders-2' }, write),
  ).rejects.toThrow('instance must be one of the instances orders-0, orders-1');
  podLog.mockRejectedValueOnce(
    invalidField('', 'is refused by Kubernetes: waiting to start'),
  );
  await expect(provider.readLogs(ref, {}, write)).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining('waiting to start'),
  });
});

it('does nothing to a database that belongs to no entity', async () => {
  const { provider } = operated({ record: { binding: undefined } });
  const refused = { name: 'ConflictError' };
  await expect(provider.rotatePassword(ref, write)).rejects.toMatchObject(
    refused,
  );
  await expect(provider.createBackup(ref, {}, write)).rejects.toMatchObject(
    refused,
  );
});

/** Runs an operation that fails. */
const runFailing = (of: Provider, error: Error, recordVersion?: string) =>
  of.run(
    {
      offered: () => ({ supported: true }),
      run: async () => {
        throw error;
      },
    },
    ref,
    {},
    { ...write, recordVersion },
  );
const underWay = new ConflictError('It is under way already');
const hint = 'Try again.';

it.each([underWay, invalidField('instance', 'must be ready')])(
  'reports an outdated record before a rejection: %s',
  async error => {
    const { provider } = operated();
    await expect(runFailing(provider, error)).rejects.toBe(error);
    await expect(runFailing(provider, error, 'outdated')).rejects.toThrow(
      RecordChangedError,
    );
  },
);

it.each([
  new UpstreamError('Kubernetes', 'connection reset', hint),
  new UpstreamForbiddenError('Kubernetes', 'may not patch secrets', hint),
  new Error('aborted'),
])('does not claim that nothing was written after: %s', async error => {
  const { provider } = operated();
  await expect(runFailing(provider, error, 'outdated')).rejects.toBe(error);
});

it('keeps the rejection if the database cannot be read after it', async () => {
  const { provider, client } = operated();
  const get = jest.spyOn(client, 'get');
  get.mockRejectedValue(new UpstreamError('Kubernetes', 'overloaded', hint));
  await expect(runFailing(provider, underWay)).rejects.toBe(underWay);
  expect(get).toHaveBeenCalledTimes(1);
});

it.each<[string, (provider: Provider, options: Write) => Promise<unknown>]>([
  ['backup', (of, options) => of.createBackup(ref, {}, options)],
  ['rotation', (of, options) => of.rotatePassword(ref, options)],
  ['reveal', (of, options) => of.revealCredentials(ref, options)],
  ['restore', (of, options) => of.restore(ref, copy, options)],
  ['log', (of, options) => of.readLogs(ref, {}, options)],
])('reports an outdated record before a conflict: %s', async (_, call) => {
  const { provider } = operated({ record: { binding: undefined } });
  await expect(call(provider, write)).rejects.toThrow(ConflictError);
  const outdated = { ...write, recordVersion: 'outdated' };
  await expect(call(provider, outdated)).rejects.toThrow(RecordChangedError);
});
