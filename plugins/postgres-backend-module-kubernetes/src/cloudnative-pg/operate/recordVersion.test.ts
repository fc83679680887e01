import type {
  CredentialEntry,
  CredentialStore,
} from '@pgstage/backstage-plugin-postgres-node';
import { RecordChangedError } from '@pgstage/backstage-plugin-postgres-common';
import { describeWithApiServer } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  coreKinds,
  recordToAnnotations,
  recordVersionOf,
  removeDatabase,
  type ClusterClient,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import * as observe from '../observe';
import * as write from '../write';
import * as operate from '.';
import {
  actor,
  binding,
  OperatedCluster,
  operatorContext,
} from '../__testUtils__/operatedCluster';
import { bindCluster, changeCluster } from '../__testUtils__/writeCluster';
import { clusterKind, resources, type ClusterContext } from '../model';

jest.mock('../observe', () => {
  const actual = jest.requireActual('../observe');
  return { ...actual, readHealth: jest.fn(actual.readHealth) };
});

const elsewhere = { ...binding, owner: 'group:default/others' };

describeWithApiServer(
  'the record that rights were checked on',
  ({ server, crd }) => {
    let admin: ClusterClient;
    let context: ClusterContext;
    const removed: string[] = [];
    const store: CredentialStore = {
      id: 'memory',
      write: async ({ ref }: CredentialEntry) => ({
        store: 'memory',
        secretRef: ref,
      }),
      find: async () => undefined,
      read: async () => undefined,
      remove: async ref => void removed.push(ref),
    };

    beforeAll(async () => {
      await server.installCrds(
        ...[
          'clusters',
          'backups',
          'scheduledbackups',
          'poolers',
          'databases',
        ].map(crd),
      );
      admin = server.cluster().client;
      context = await operatorContext(server, store, [
        'observer.yaml',
        'operator.yaml',
        'reveal.yaml',
      ]);
    });
    afterAll(() => {
      context?.stop();
      context?.cluster.close();
    });

    type Options = Parameters<typeof operate.fence>[3];
    const writes: Record<
      string,
      (orders: OperatedCluster, options: Options) => Promise<unknown>
    > = {
      bind: ({ ref }, options) => bindCluster(context, ref, binding, options),
      change: ({ ref }, options) =>
        changeCluster(context, ref, { instances: 2 }, options),
      remove: ({ ref }, options) =>
        removeDatabase(write.orphans, context, ref, { force: true }, options),
      rotate: ({ ref }, options) =>
        operate.rotatePassword(context, ref, options),
      reveal: ({ ref }, options) =>
        operate.revealCredentials(context, ref, options),
      backup: ({ ref }, options) =>
        operate.createBackup(context, ref, {}, options),
      restart: ({ ref }, options) => operate.restart(context, ref, {}, options),
      reload: ({ ref }, options) =>
        operate.restart(context, ref, { reload: true }, options),
      'restart of one': ({ ref, name }, options) =>
        operate.restart(context, ref, { instance: `${name}-2` }, options),
      'restart of the primary': ({ ref, name }, options) =>
        operate.restart(context, ref, { instance: `${name}-1` }, options),
      switchover: ({ ref, name }, options) =>
        operate.switchover(context, ref, { instance: `${name}-2` }, options),
      hibernate: ({ ref }, options) =>
        operate.hibernate(context, ref, {}, options),
      fence: ({ ref }, options) => operate.fence(context, ref, {}, options),
      destroyInstance: ({ ref, name }, options) =>
        operate.destroyInstance(
          context,
          ref,
          { instance: `${name}-2` },
          options,
        ),
      restore: ({ ref, name }, options) =>
        operate.restore(
          context,
          ref,
          { name: `${name}-copy`, binding: elsewhere },
          options,
        ),
    };
    const started = async (title: string) => {
      const orders = new OperatedCluster(
        server,
        context,
        `c-${title.replace(/ /g, '-').toLowerCase()}`,
      );
      await orders.create({
        spec: { backup: { volumeSnapshot: { className: 'csi' } } },
      });
      await admin.create(coreKinds.secrets, {
        metadata: { ...orders.id, name: `${orders.name}-app` },
        type: 'kubernetes.io/basic-auth',
        stringData: { username: 'shop', password: 'old' },
      });
      await admin.create(resources.backups, {
        metadata: { ...orders.id, name: `${orders.name}-b1` },
        spec: { cluster: { name: orders.name }, method: 'volumeSnapshot' },
      });
      await admin.patch(
        resources.backups,
        { ...orders.id, name: `${orders.name}-b1` },
        { status: { phase: 'completed', stoppedAt: new Date().toISOString() } },
        { subresource: 'status' },
      );
      jest.mocked(observe.readHealth).mockResolvedValue({
        instances: [
          {
            name: `${orders.name}-2`,
            role: 'standby',
            state: 'working',
            reason: message('streaming'),
            lag: { replayBytes: 0 },
          } as never,
        ],
        slots: [],
        forbidden: [],
      });
      await orders.until(
        () =>
          observe.toDatabase(
            new (jest.requireActual('../model').Lookup)([context]).get(
              orders.ref,
            ),
            new Date(),
          ).operations.restore?.supported,
      );
      const { uid, record } = context.watch.store(clusterKind).get(orders.id)!;
      return { orders, recordVersion: recordVersionOf(uid, record) };
    };
    /** Everything that the write could have changed. */
    const world = async (orders: OperatedCluster) => {
      const all = await Promise.all(
        [
          resources.clusters,
          resources.backups,
          coreKinds.pods,
          coreKinds.secrets,
          coreKinds.persistentVolumeClaims,
        ].map(kind => admin.list(kind, { namespace: 'default' })),
      );
      return all
        .flat()
        .filter(({ metadata }) => metadata.name.startsWith(orders.name))
        .map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`);
    };

    describe.each(Object.entries(writes))('%s', (title, act) => {
      it('is refused if the binding has changed, and done with the current one', async () => {
        const { orders, recordVersion } = await started(title);
        // The cache may be outdated: only a read from the API server is current.
        const get = jest.spyOn(context.watch.store(clusterKind), 'get');
        const known = context.watch.store(clusterKind).get(orders.id);
        await admin.patch(resources.clusters, orders.id, {
          metadata: {
            annotations: recordToAnnotations({ binding: elsewhere }),
          },
        });
        get.mockReturnValue(known);
        const before = await world(orders);
        await expect(act(orders, { actor, recordVersion })).rejects.toThrow(
          RecordChangedError,
        );
        expect(await world(orders)).toEqual(before);
        get.mockRestore();
        await orders.until(
          () =>
            context.watch.store(clusterKind).get(orders.id)?.record.binding
              ?.owner === elsewhere.owner,
        );
        const { uid, record } = context.watch
          .store(clusterKind)
          .get(orders.id)!;
        await act(orders, {
          actor,
          recordVersion: recordVersionOf(uid, record),
        });
      });
    });

    it('differs for another object, protection or adoption, but not after a change of size', () => {
      const record = { spec: {}, binding };
      const version = recordVersionOf('a', record);
      expect(recordVersionOf('a', { ...record, spec: { size: 'huge' } })).toBe(
        version,
      );
      for (const other of [
        recordVersionOf('b', record),
        recordVersionOf('a', { ...record, spec: { protected: true } }),
        recordVersionOf('a', { ...record, adopted: true }),
        recordVersionOf('a', {
          ...record,
          binding: {
            ...binding,
            entityUids: { 'component:default/orders': 'u' },
          },
        }),
      ]) {
        expect(other).not.toBe(version);
      }
    });
  },
);
