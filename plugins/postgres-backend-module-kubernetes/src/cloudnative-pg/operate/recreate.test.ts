import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { describeWithApiServer } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  coreKinds,
  type ClusterClient,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  actor,
  OperatedCluster,
  operatorContext,
} from '../__testUtils__/operatedCluster';
import {
  annotations,
  cnpgKinds,
  labels,
  Lookup,
  type ClusterContext,
} from '../model';
import { message } from '../messages';
import { toDatabase } from '../observe';
import { destroyInstance, restart } from '.';

const NAMESPACE = 'default';
const GOOD = 'postgres:17.6';
const BROKEN = 'postgres:17.nope';

describeWithApiServer('an instance that cannot run', ({ server, crd }) => {
  let admin: ClusterClient;
  let context: ClusterContext;
  const store = { id: 'memory' } as CredentialStore;
  const options = { actor };
  const id = (name: string) => ({ namespace: NAMESPACE, name });
  const pod = (name: string) => admin.get(coreKinds.pods, id(name));
  const cached = (name: string) =>
    context.watch.store(cnpgKinds.pods).get(id(name));
  const hint = ({ ref }: OperatedCluster) =>
    toDatabase(new Lookup([context]).get(ref), new Date()).attention[0];

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
    context = await operatorContext(server, store);
  });
  afterAll(() => {
    context?.stop();
    context?.cluster.close();
  });

  const create = async (name: string, instances = 1) => {
    const orders = new OperatedCluster(server, context, name);
    await orders.create({ instances, status: { image: BROKEN } });
    return orders;
  };
  const setContainer = (name: string, phase: string, state: object) =>
    admin.patch(
      coreKinds.pods,
      id(name),
      {
        status: {
          phase,
          conditions: [{ type: 'Ready', status: 'False' }],
          containerStatuses: [
            {
              name: 'postgres',
              ready: false,
              restartCount: 0,
              image: BROKEN,
              imageID: '',
              state,
            },
          ],
        },
      },
      { subresource: 'status' },
    );
  const breakImage = async (orders: OperatedCluster, name: string) => {
    await admin.patch(coreKinds.pods, id(name), {
      spec: {
        containers: [
          { name: 'postgres', image: BROKEN, imagePullPolicy: 'Always' },
        ],
      },
    });
    await setContainer(name, 'Pending', {
      waiting: { reason: 'ImagePullBackOff', message: 'no such tag' },
      running: null,
    });
    await orders.until(() => cached(name)?.containers[0]?.reason);
  };

  it('is recreated by a restart of it, or of all, which the next step recommends once the image is right', async () => {
    const orders = await create('image');
    await breakImage(orders, 'image-1');
    expect(hint(orders)).toMatchObject({
      id: 'pod:image-1',
      nextStep: {
        id: 'cloudnativePg.thenRestart',
        params: {
          first: { id: 'kubernetes.checkImageOrChange' },
          instance: 'image-1',
        },
      },
    });
    await orders.patchStatus({ image: GOOD });
    await orders.until(() => hint(orders).nextStep.params?.new === GOOD);
    expect(hint(orders).nextStep).toEqual(
      message('restartForImage', {
        instance: 'image-1',
        old: BROKEN,
        new: GOOD,
      }),
    );
    await restart(context, orders.ref, { instance: 'image-1' }, options);
    expect(await pod('image-1')).toBeUndefined();
    // Not requested from the operator, which would need a running PostgreSQL.
    expect((await orders.live()).status).toMatchObject({
      phase: 'Cluster in healthy state',
    });

    const other = await create('all', 2);
    await breakImage(other, 'all-2');
    await restart(context, other.ref, {}, options);
    expect(await pod('all-2')).toBeUndefined();
    expect(await pod('all-1')).toBeDefined();
    expect(await other.annotation(annotations.restartedAt)).toBeDefined();
  });

  it('is unchanged if it runs again, was recreated, or belongs to another entity', async () => {
    const orders = await create('raced');
    await breakImage(orders, 'raced-1');
    const stale = { ...options, recordVersion: 'another' };
    await expect(
      restart(context, orders.ref, { instance: 'raced-1' }, stale),
    ).rejects.toThrow('has changed since it was read');

    // The cache is outdated: the API server is queried.
    const running = { startedAt: '2026-01-01T00:00:00Z' };
    const cache = context.watch.store(cnpgKinds.pods);
    const outdated = cache.get(id('raced-1'));
    jest
      .spyOn(cache, 'by')
      .mockReturnValue([{ ...id('raced-1'), value: outdated }] as never);
    await setContainer('raced-1', 'Running', { waiting: null, running });
    await expect(
      restart(context, orders.ref, { instance: 'raced-1' }, options),
    ).rejects.toThrow('raced-1 is the primary, and PostgreSQL is running');
    expect(await pod('raced-1')).toBeDefined();
    await admin.delete(coreKinds.pods, id('raced-1'));
    await expect(
      restart(context, orders.ref, { instance: 'raced-1' }, options),
    ).rejects.toThrow('The pod of raced-1 has been recreated in the meantime');
    jest.restoreAllMocks();
  });

  describe('because its Job cannot', () => {
    const jobOf = async (
      orders: OperatedCluster,
      name: string,
      { version = '1.30.0', role = 'initdb', phase = 'Pending' } = {},
    ) => {
      const job = await admin.create(coreKinds.jobs, {
        metadata: id(`${name}-${role}`),
        spec: {
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [{ name: role, image: GOOD }],
            },
          },
        },
      });
      await admin.create(coreKinds.pods, {
        metadata: {
          ...id(`${name}-${role}-x`),
          labels: {
            [labels.cluster]: orders.name,
            [labels.instanceName]: name,
            [labels.jobRole]: role,
          },
          annotations: { 'cnpg.io/operatorVersion': version },
          ownerReferences: [
            {
              apiVersion: 'batch/v1',
              kind: 'Job',
              name: job.metadata.name,
              uid: job.metadata.uid!,
              controller: true,
            },
          ],
        },
        spec: { containers: [{ name: role, image: GOOD }] },
      });
      await admin.patch(
        coreKinds.pods,
        id(`${name}-${role}-x`),
        { status: { phase } },
        { subresource: 'status' },
      );
      await orders.until(() => cached(`${name}-${role}-x`)?.phase === phase);
      return () => admin.get(coreKinds.jobs, id(`${name}-${role}`));
    };
    /** A Cluster before its first instance exists. */
    const begin = async (name: string) => {
      const orders = new OperatedCluster(server, context, name);
      const first = { currentPrimary: `${name}-1` };
      await orders.create({
        instances: 0,
        spec: { instances: 1 },
        status: first,
      });
      await orders.patchStatus({
        phase: 'Setting up primary',
        currentPrimary: null,
        targetPrimary: `${name}-1`,
        instanceNames: [`${name}-1`],
      });
      await orders.until(
        () =>
          !new Lookup([context]).get(orders.ref).cluster.status.currentPrimary,
      );
      return orders;
    };

    it('starts again if it is the first, and the operator recreates the Job', async () => {
      const orders = await begin('first');
      const job = await jobOf(orders, 'first-1');
      await restart(context, orders.ref, { instance: 'first-1' }, options);
      expect(await job()).toBeUndefined();

      const failed = await begin('failed');
      const used = await jobOf(failed, 'failed-1', { phase: 'Failed' });
      await restart(context, failed.ref, {}, options);
      expect(await used()).toBeUndefined();

      const old = await begin('old');
      const waits = await jobOf(old, 'old-1', { version: '1.28.0' });
      await expect(
        restart(context, old.ref, { instance: 'old-1' }, options),
      ).rejects.toThrow(
        'CloudNativePG 1.28.0 does not recreate the Job old-1-initdb',
      );
      expect(await waits()).toBeDefined();
    });

    it('is unchanged while the Job runs', async () => {
      const orders = await begin('busy');
      const job = await jobOf(orders, 'busy-1', { phase: 'Running' });
      await expect(
        restart(context, orders.ref, { instance: 'busy-1' }, options),
      ).rejects.toThrow('busy-1 is being created: the Job busy-1-initdb is');
      await restart(context, orders.ref, {}, options);
      expect(await job()).toBeDefined();
    });

    it('is destroyed with its Job if it is a standby', async () => {
      const orders = await create('joining');
      await orders.patchStatus({ instanceNames: ['joining-1', 'joining-2'] });
      const job = await jobOf(orders, 'joining-2', { role: 'join' });
      await orders.until(
        () =>
          new Lookup([context]).get(orders.ref).cluster.status.instanceNames
            ?.length === 2,
      );
      await expect(
        restart(context, orders.ref, { instance: 'joining-2' }, options),
      ).rejects.toThrow('joining-2 is being cloned from the primary. Destroy');
      await destroyInstance(
        context,
        orders.ref,
        { instance: 'joining-2' },
        options,
      );
      expect(await job()).toBeUndefined();
    });
  });
});
