import { spawnSync } from 'node:child_process';
import { connectionSchema } from '@pgstage/backstage-plugin-postgres-common';
import {
  recordToAnnotations,
  type CachedService,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { snapshotWithoutParts } from '../model';
import type { CachedPooler } from '../model/cachedTypes';
import { connectionTo } from '.';

const cluster = (
  more: {
    spec?: object;
    status?: object;
    annotations?: Record<string, string>;
  } = {},
): KubernetesObject => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: {
    name: 'orders',
    namespace: 'shop',
    uid: 'u',
    annotations: more.annotations,
  },
  spec: {
    instances: 2,
    bootstrap: { initdb: { database: 'orders', owner: 'app' } },
    ...more.spec,
  },
  status: {
    image: 'registry.example.com/postgresql:17.6',
    currentPrimary: 'orders-2',
    instanceNames: ['orders-1', 'orders-2'],
    ...more.status,
  },
});
const connect = (...more: Parameters<typeof cluster>) =>
  connectionTo(snapshotWithoutParts('prod-eu', cluster(...more)));
const recipe = (connection: ReturnType<typeof connect>, id: string) =>
  connection.recipes.find(each => each.id === id)!;
const lines = (connection: ReturnType<typeof connect>, id: string) =>
  recipe(connection, id).commands.map(({ command }) => command);

describe('connectionTo', () => {
  it('has a recipe for every way to connect, valid by the contract', () => {
    const connection = connect();
    expect(connectionSchema.parse(connection)).toEqual(connection);
    expect(connection.recipes.map(({ id, from }) => `${id} ${from}`)).toEqual([
      'application application',
      'other-namespace other-namespace',
      'port-forward laptop',
      'port-forward-instance laptop',
      'client-pod laptop',
      'cnpg-psql laptop',
    ]);
    for (const { needs, notes } of connection.recipes) {
      expect([needs.length, notes.length]).not.toContain(0);
    }
  });

  it('forwards each service, and each instance by name', () => {
    expect(lines(connect(), 'port-forward')).toEqual([
      'kubectl config use-context CONTEXT',
      'until kubectl -n shop port-forward svc/orders-rw 15432:5432; do sleep 1; done',
      'until kubectl -n shop port-forward svc/orders-ro 15432:5432; do sleep 1; done',
      `PGPASSWORD="$(kubectl -n shop get secret orders-app -o jsonpath='{.data.password}' | base64 -d)" psql 'host=localhost port=15432 dbname=orders user=app sslmode=require connect_timeout=10'`,
    ]);
    const instances = recipe(connect(), 'port-forward-instance').commands;
    expect(instances.map(({ label }) => label)).toEqual([
      'choose the Kubernetes cluster',
      'port-forward to orders-1 (standby)',
      'port-forward to orders-2 (primary)',
      'psql',
    ]);
    expect(instances[1].command).toContain('pod/orders-1 15432');
  });

  it('names the cluster that CONTEXT represents', () => {
    expect(recipe(connect(), 'port-forward').notes[0]).toContain(
      "Replace CONTEXT with the context of the cluster 'prod-eu'",
    );
  });

  it('has no choice of an instance if there is one, and no client pod if no image is known', () => {
    const ids = connect({
      status: { image: undefined, instanceNames: ['orders-1'] },
    }).recipes.map(({ id }) => id);
    expect(ids).not.toContain('port-forward-instance');
    expect(ids).not.toContain('client-pod');
  });

  it('quotes a hostile name, also inside psql and YAML', () => {
    const hostile = `x' ; rm -rf ~ #"\n$(PGHOST)`;
    const connection = connect({
      spec: { bootstrap: { initdb: { database: hostile, owner: hostile } } },
    });
    const psql = lines(connection, 'port-forward').at(-1);
    const { status, stdout } = spawnSync(
      'bash',
      [
        '-c',
        `kubectl() { echo c2VjcmV0; }\npsql() { printf '%s' "$PGPASSWORD|$1"; }\n${psql}`,
      ],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    const value = `'${hostile.replace(/'/g, "\\'")}'`;
    expect(stdout).toBe(
      `secret|host=localhost port=15432 dbname=${value} user=${value} sslmode=require connect_timeout=10`,
    );
    const [container] = lines(connection, 'application');
    expect(container.split('\n')).toHaveLength(7);
    expect(JSON.parse(container.split('\n')[3].replace(/^ *- /, ''))).toEqual({
      name: 'PGDATABASE',
      // Escaped for Kubernetes.
      value: hostile.replace('$', '$$$$'),
    });
  });

  it('names the endpoint to which each command connects', () => {
    const connection = connect();
    const [toWrite, toRead] = connection.endpoints;
    const to = ({ host, port }: typeof toWrite) => ({ host, port });
    for (const id of ['application', 'other-namespace', 'client-pod']) {
      const { commands } = recipe(connection, id);
      expect(commands.flatMap(({ endpoint }) => endpoint ?? [])).toEqual([
        to(toWrite),
        to(toRead),
      ]);
    }
    const [, write, read, psql] = recipe(connection, 'port-forward').commands;
    expect([write, read, psql].map(({ endpoint }) => endpoint)).toEqual([
      ...[to(toWrite), to(toRead)],
      undefined,
    ]);
  });

  it('names the port of each service', () => {
    const snapshot = snapshotWithoutParts('prod-eu', cluster());
    const connection = connectionTo({
      ...snapshot,
      poolers: [{ name: 'orders-pool', type: 'rw' } as CachedPooler],
      services: [
        { name: 'orders-rw', port: 15000 },
        { name: 'orders-ro', port: 5432 },
        { name: 'orders-pool', port: 6432 },
      ] as CachedService[],
    });
    const ports = recipe(connection, 'application').commands.map(
      ({ label, command }) => [
        label,
        command.match(/"PGPORT","value":"(\d+)"/)?.[1],
      ],
    );
    expect(ports).toEqual([
      ['container', '15000'],
      ['container, read-only by orders-ro', '5432'],
      ['container, pooler by orders-pool', '6432'],
    ]);
    expect(lines(connection, 'other-namespace')[0]).toContain('PGPORT=15000');
    expect(lines(connection, 'port-forward')[1]).toContain('15432:15000;');
    // A pod listens on the port of the server, whatever that of the Service is.
    expect(lines(connection, 'port-forward-instance')[1]).toContain(
      '15432:5432;',
    );
    expect(recipe(connection, 'other-namespace').needs[0]).toContain(
      'port 15000',
    );
  });

  it('names who manages the Secret of the login', () => {
    const note = (secret?: { name: string }) =>
      recipe(
        connect({
          spec: {
            bootstrap: { initdb: { database: 'orders', owner: 'app', secret } },
          },
        }),
        'application',
      ).notes[0];
    expect(note()).toContain("'orders-app' was created by the operator");
    expect(note({ name: 'login' })).toContain(
      "'login' is managed outside pgstage",
    );
  });

  it('names the location of the credentials for an application in another namespace', () => {
    const reference = {
      store: 'kubernetes',
      secretRef: 'prod-eu/apps/orders-postgres',
      usage: 'envFrom: []',
    };
    const connection = connect({
      annotations: recordToAnnotations({ credentials: reference }),
    });
    expect(connection.credentials).toEqual(reference);
    expect(recipe(connection, 'other-namespace').notes[0]).toBe(
      'PGUSER and PGPASSWORD are in prod-eu/apps/orders-postgres.',
    );
    expect(lines(connection, 'other-namespace')).toContain('envFrom: []');
  });

  it('warns that the host belongs to another cluster than the credentials', () => {
    const notes = (from: string) =>
      recipe(
        connect({
          annotations: recordToAnnotations({
            credentials: {
              store: 'kubernetes',
              secretRef: `${from}/apps/orders-postgres`,
            },
          }),
        }),
        'other-namespace',
      ).notes.join();
    expect(notes('prod-us')).toContain(
      "in the cluster 'prod-us', where PGHOST orders-rw.shop.svc is not reachable",
    );
    expect(notes('prod-eu')).not.toContain('is not reachable');
  });
});
