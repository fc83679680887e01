import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  UpstreamForbiddenError,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  apiPath,
  describeWithApiServer,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import type {
  Cluster,
  KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { kubernetesMessage } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ApiReplay, nameOf } from '../__testUtils__/ApiReplay';
import { Directory } from '../__testUtils__/Directory';
import { expectReport, TABLE } from '../__testUtils__/expectations';
import { idsOf } from '../__testUtils__/idsOf';
import { readRecording, type RecordedEvent } from '../__testUtils__/recording';
import { ClusterContext, cnpgKinds } from '../model';
import { readCloudNativePgConfig } from '../model/config';
import { readBackups } from './backups/readBackups';
import { CloudNativePgObserver } from './CloudNativePgObserver';
import { readHealth } from './health/readHealth';

jest.setTimeout(300_000);

/** How long a watch collects events before it reports them. */
const BATCH_MS = 20;

describeWithApiServer('a real API server', ({ server, crd }) => {
  const directory = new Directory();
  let observer: CloudNativePgObserver;
  let context: ClusterContext;
  let now = new Date();

  beforeAll(async () => {
    const crds = Object.values(cnpgKinds)
      .filter(({ resource }) => resource.group === 'postgresql.cnpg.io')
      .map(({ resource }) => crd(resource.plural));
    await server.installCrds(
      ...crds,
      join(process.env.PGSTAGE_CRD_DIR!, 'barman-cloud-0.14-objectstores.yaml'),
    );
    // Exactly the rights of the shipped role, which cannot read Secrets.
    const account = await server.serviceAccount('observer', ['observer.yaml']);
    context = contextOf(server.cluster(account));
    observer = new CloudNativePgObserver([context], () => now);
    await observer.start(directory);
  });
  afterAll(() => {
    observer?.stop();
    context?.cluster.close();
  });

  describeWithPart(
    'PGSTAGE_RECORDINGS_DIR',
    'fed with a recording',
    recordings => {
      const { events, steps } = readRecording(recordings);
      const rows = TABLE.map(row => ({
        ...row,
        ref: `cloudnative-pg:test/team-orders/${row.name ?? 'orders'}`,
        at: steps.find(({ step }) => row.step.test(step))!.at + row.after,
      })).sort((a, b) => a.at - b.at);

      const rest = [...events];
      const written: RecordedEvent[] = [];
      let replay: ApiReplay;

      /** Waits until the observer has mapped what was written. */
      async function delivered(to: RecordedEvent[]): Promise<void> {
        const paths = new Map(
          to.map(({ resource, object: { metadata } }) => [
            apiPath(resource, metadata),
            { resource, metadata },
          ]),
        );
        for (const [path, { resource, metadata }] of paths) {
          const kind = Object.values(cnpgKinds).find(
            each => each.resource.plural === resource.plural,
          )!;
          const live = await server
            .admin()
            .json<KubernetesObject>({ path })
            .catch(() => undefined);
          const store = context.watch.store<unknown>(kind);
          await waitFor(() =>
            expect(
              [...store.values()].find(
                ({ name, namespace }) =>
                  name === metadata.name && namespace === metadata.namespace,
              )?.resourceVersion,
            ).toBe(live?.metadata.resourceVersion),
          );
        }
        // The watch collects events before it reports them: its timer started before this one.
        await sleep(2 * BATCH_MS);
      }
      beforeAll(async () => {
        replay = new ApiReplay(server.admin());
        await replay.prepare();
      });

      /** Replays up to a row and waits for its expectation. Returns what was reported about its database on the way. */
      async function playTo(row: (typeof rows)[number]): Promise<Database[]> {
        const from = directory.upserts.length;
        while (rest.length && rest[0].at <= row.at) {
          const event = rest.shift()!;
          now = new Date(event.at * 1000);
          await replay.apply(event).catch(error => {
            throw new Error(`${nameOf(event)}: ${error.message}`);
          });
          written.push(event);
          // Events of the same moment are observed together.
          if ((rest[0]?.at ?? Infinity) - event.at > 0.5)
            await delivered(written.splice(0));
        }
        now = new Date(row.at * 1000);
        await waitFor(() =>
          expectReport(directory.databases.get(row.ref), row),
        );
        return directory.upserts
          .slice(from)
          .filter(({ ref }) => ref === row.ref);
      }

      it('reports the expected state at each step, and is not red or green in between', async () => {
        let before: (typeof rows)[number] | undefined;
        for (const row of rows) {
          const reported = await playTo(row);
          const calm = [before, row].every(
            each =>
              each?.state === 'changing' &&
              each.ref === row.ref &&
              each.step === row.step,
          );
          const wrong = reported.filter(
            database =>
              isTooGreen(database) ||
              (calm && database.status.state !== 'changing'),
          );
          expect(wrong).toEqual([]);
          before = row;
        }
      });
    },
  );

  describe('with a few databases', () => {
    const clusters = cnpgKinds.clusters.resource;
    const idOf = (name: string) => ({ name, namespace: 'default' });
    const refOf = (name: string) => `cloudnative-pg:test/default/${name}`;
    const admin = () => server.cluster().client;
    const reported = (name: string) =>
      directory.upserts.filter(({ ref }) => ref === refOf(name));

    beforeAll(async () => {
      for (const name of ['one', 'two']) {
        await admin().create(clusters, {
          metadata: idOf(name),
          spec: { instances: 1, storage: { size: '1Gi' } },
        });
      }
    });

    it('lists unbound databases without binding them', async () => {
      await waitFor(() => {
        expect(directory.databases.has(refOf('one'))).toBe(true);
        expect(directory.databases.has(refOf('two'))).toBe(true);
      });
      expect(directory.databases.get(refOf('one'))).toMatchObject({
        location: 'test/default',
        binding: undefined,
        steps: [],
        operations: { bind: { supported: true }, change: { supported: false } },
      });
    });

    it('maps only the database that changed', async () => {
      const before = [reported('one').length, reported('two').length];
      await admin().patch(
        clusters,
        idOf('one'),
        { status: { phase: 'Failing over' } },
        { subresource: 'status' },
      );
      await waitFor(() =>
        expect(directory.databases.get(refOf('one'))?.status).toMatchObject({
          state: 'attention',
        }),
      );
      expect(reported('one').length).toBeGreaterThan(before[0]);
      expect(reported('two')).toHaveLength(before[1]);
    });

    it('keeps them, marked, while the cluster does not respond, and recovers by itself', async () => {
      await server.stop();
      try {
        await waitFor(() =>
          expect(directory.problems.get('test/default')).toContain(
            "Kubernetes cluster 'test'",
          ),
        );
        expect(directory.databases.has(refOf('one'))).toBe(true);
      } finally {
        await server.start();
      }
      await waitFor(() => expect(directory.problems.size).toBe(0));
      expect(directory.databases.has(refOf('one'))).toBe(true);
    });

    it('forgets a deleted database', async () => {
      await admin().delete(clusters, idOf('one'));
      await waitFor(() =>
        expect(directory.databases.has(refOf('one'))).toBe(false),
      );
      expect(() => observer.observe(refOf('one'))).toThrow('no database');
    });

    it('loses only backups if these are forbidden', async () => {
      const account = await server.serviceAccount('no-backups', [
        'observer.yaml',
      ]);
      const role =
        '/apis/rbac.authorization.k8s.io/v1/clusterroles/pgstage-observer';
      const { rules } = await server
        .admin()
        .json<{ rules: Array<{ resources: string[] }> }>({ path: role });
      const grant = (body: { rules: object[] }) =>
        server.admin().json({
          method: 'PATCH',
          path: role,
          contentType: 'application/merge-patch+json',
          body,
        });
      await grant({
        rules: rules.map(rule => ({
          ...rule,
          resources: rule.resources.filter(name => name !== 'backups'),
        })),
      });
      const blind = contextOf(server.cluster(account));
      const other = new CloudNativePgObserver([blind]);
      const seen = new Directory();
      await other.start(seen);
      try {
        await waitFor(() =>
          expect(
            seen.databases.get(refOf('two'))?.attention.map(({ id }) => id),
          ).toContain('unseen'),
        );
        expect(seen.problems.size).toBe(0);
        await expect(readBackups(blind, refOf('two'))).rejects.toThrow(
          UpstreamForbiddenError,
        );
        const { forbidden, parts } = await readHealth(blind, refOf('two'));
        expect(forbidden).toEqual([
          {
            what: kubernetesMessage('backupObjects'),
            needs: kubernetesMessage('needsRights', {
              verbs: 'list, watch',
              resource: 'backups.postgresql.cnpg.io',
            }),
          },
        ]);
        expect(parts).toBeDefined();
      } finally {
        other.stop();
        blind.cluster.close();
        // The observer of the other tests has the same role.
        await grant({ rules });
      }
    });
  });
  describe('with archives', () => {
    const admin = () => server.cluster().client;
    const idOf = (name: string) => ({ name, namespace: 'default' });
    const refOf = (name: string) => `cloudnative-pg:test/default/${name}`;
    const rows = (name: string) =>
      directory.databases
        .get(refOf(name))
        ?.attention.map(({ what }) => idsOf(what));
    const store = (name: string, serverRecoveryWindow: object) => {
      const { resource } = cnpgKinds.objectStores;
      return admin()
        .create(resource, {
          metadata: idOf(name),
          spec: {
            configuration: {
              destinationPath: 's3://bucket/db/',
              s3Credentials: { inheritFromIAMRole: true },
            },
          },
        })
        .then(() =>
          admin().patch(
            resource,
            idOf(name),
            { status: { serverRecoveryWindow } },
            { subresource: 'status' },
          ),
        );
    };
    const cluster = (name: string, spec: object) =>
      admin().create(cnpgKinds.clusters.resource, {
        metadata: idOf(name),
        spec: { instances: 1, storage: { size: '1Gi' }, ...spec },
      });
    const byPlugin = (barmanObjectName: string, serverName?: string) => ({
      plugins: [
        {
          name: 'barman-cloud.cloudnative-pg.io',
          isWALArchiver: true,
          parameters: { barmanObjectName, ...(serverName && { serverName }) },
        },
      ],
    });

    it('reports two Clusters with one archive, by plugin or not, until one is deleted', async () => {
      await store('shared', {});
      await cluster('archive-a', byPlugin('shared', 'main'));
      await cluster('archive-b', {
        backup: {
          barmanObjectStore: {
            destinationPath: 's3://bucket/db',
            serverName: 'main',
            s3Credentials: { inheritFromIAMRole: true },
          },
        },
      });
      const text = (name: string) =>
        `kubernetes.archiveShared(Cluster ${name})`;
      await waitFor(() => {
        expect(rows('archive-a')).toContain(text('archive-b'));
        expect(rows('archive-b')).toContain(text('archive-a'));
      });
      expect(directory.databases.get(refOf('archive-a'))?.safe.value).toBe(
        false,
      );
      await admin().delete(cnpgKinds.clusters.resource, idOf('archive-b'));
      await waitFor(() =>
        expect(rows('archive-a')).not.toContain(text('archive-b')),
      );
    });

    it('ignores the archive of an earlier database of the same name', async () => {
      const window = {
        firstRecoverabilityPoint: '2026-01-01T00:00:00Z',
        lastSuccessfulBackupTime: '2026-02-01T00:00:00Z',
      };
      await store('old', { again: window });
      await cluster('again', byPlugin('old'));
      await waitFor(() => {
        expect(rows('again')).toContain('kubernetes.archiveForeign');
        // Unknown until its backups are read.
        expect(directory.databases.get(refOf('again'))).toMatchObject({
          safe: { value: false },
          operations: { restore: { supported: false } },
        });
      });
    });
  });
});

function contextOf(cluster: Cluster): ClusterContext {
  return new ClusterContext({
    cluster,
    config: readCloudNativePgConfig(new ConfigReader({})),
    credentialStore: () => {
      throw new Error('Observing needs no credentials');
    },
    logger: mockServices.logger.mock(),
  });
}

/** Whether a database is reported as working although something of it is down. */
function isTooGreen({
  status,
  summary,
  usable,
  hibernated,
  fenced,
}: Database): boolean {
  const { total = 0, working = 0 } = summary.instances ?? {};
  return (
    status.state === 'working' &&
    (working < total ||
      !usable.value ||
      hibernated === true ||
      fenced !== undefined)
  );
}
