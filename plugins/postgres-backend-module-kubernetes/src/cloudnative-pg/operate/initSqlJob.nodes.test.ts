import { generate } from 'selfsigned';
import { describeWithNodes } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  coreKinds,
  JobRunner,
  specHash,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, snapshotWithoutParts } from '../model';
import { initSqlJob } from './initSqlJob';

/**
 * Runs the program on a real node, against a PostgreSQL with TLS in the place of
 * the operator's: with the same names of Service, Secrets and pod.
 */
describeWithNodes('the Job of init SQL', nodes => {
  let context: ClusterContext;

  beforeAll(async () => {
    const { client } = nodes.admin;
    const { namespace } = nodes;
    const login = await nodes.account(
      'backstage',
      ['jobs.yaml'],
      [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['patch'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      ],
    );
    const cluster = nodes.cluster(login);
    context = {
      name: 'test',
      client: cluster.client,
      jobs: new JobRunner(cluster.client, () => 100),
    } as ClusterContext;
    const host = `orders-rw.${namespace}.svc`;
    const { cert, private: key } = await generate(
      [{ name: 'commonName', value: host }],
      {
        keyType: 'ec',
        algorithm: 'sha256',
        extensions: [
          { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
        ],
      },
    );
    const metadata = (name: string) => ({ namespace, name });
    const secret = (name: string, stringData: object) =>
      client.create(coreKinds.secrets, {
        metadata: metadata(name),
        stringData,
      });
    await secret('orders-ca', { 'ca.crt': cert });
    await secret('orders-server', { 'tls.crt': cert, 'tls.key': key });
    await secret('orders-app', { username: 'app', password: "it's $(id)" });
    await client.create(coreKinds.configMaps, {
      metadata: metadata('setup'),
      data: {
        'setup.sql': `CREATE ROLE app LOGIN PASSWORD 'it''s $(id)'; CREATE DATABASE orders OWNER app;`,
      },
    });
    await client.create(coreKinds.services, {
      metadata: metadata('orders-rw'),
      spec: { selector: { app: 'orders' }, ports: [{ port: 5432 }] },
    });
    const mount = (name: string, mountPath: string) => ({ name, mountPath });
    await client.create(coreKinds.pods, {
      metadata: { ...metadata('orders-1'), labels: { app: 'orders' } },
      spec: {
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 1,
        securityContext: {
          runAsUser: 999,
          runAsNonRoot: true,
          fsGroup: 999,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [
          {
            name: 'postgres',
            image: 'localhost/postgres:17',
            args: [
              'postgres',
              '-cssl=on',
              '-cssl_cert_file=/tls/tls.crt',
              '-cssl_key_file=/tls/tls.key',
            ],
            env: [
              { name: 'POSTGRES_PASSWORD', value: 'superuser' },
              { name: 'PGDATA', value: '/data/pg' },
            ],
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
            },
            volumeMounts: [
              mount('tls', '/tls'),
              mount('data', '/data'),
              mount('setup', '/docker-entrypoint-initdb.d'),
              mount('socket', '/var/run/postgresql'),
            ],
          },
        ],
        volumes: [
          {
            name: 'tls',
            secret: { secretName: 'orders-server', defaultMode: 0o640 },
          },
          { name: 'setup', configMap: { name: 'setup' } },
          { name: 'data', emptyDir: {} },
          { name: 'socket', emptyDir: {} },
        ],
      },
    });
  });

  let count = 0;
  /** Runs SQL for a separate owner object, in the place of the Cluster with its record. */
  async function run(sql: string) {
    const { namespace } = nodes;
    const { metadata } = await nodes.admin.client.create(coreKinds.configMaps, {
      metadata: { namespace, name: `owner-${++count}` },
    });
    const snapshot = snapshotWithoutParts('test', {
      kind: 'Cluster',
      metadata: { namespace, name: 'orders', uid: 'uid' },
      spec: { bootstrap: { initdb: { database: 'orders', owner: 'app' } } },
      status: { currentPrimary: 'orders-1', writeService: 'orders-rw' },
    });
    const job = await initSqlJob(context, snapshot, { sql, id: specHash(sql) });
    const owner = {
      kind: coreKinds.configMaps,
      namespace,
      name: metadata.name,
      uid: metadata.uid ?? '',
    };
    return context.jobs.run({ ...job, owner, isRequested: undefined });
  }
  const done = {
    type: 'done',
    verdict: { stage: 'run', exitCode: 0, said: '' },
  };

  it('runs the unchanged text as the owner, over TLS', async () => {
    const text = `it's "$HOME" \`id\` $(id) :PGUSER \\! id`;
    expect(
      await run(
        `-- ${text}
         CREATE TABLE t AS SELECT $$${text}$$ AS text, current_user AS who,
           (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS ssl;`,
      ),
    ).toEqual(done);
    expect(
      await run(
        `DO $do$ BEGIN
           IF NOT EXISTS (SELECT FROM t WHERE text = $$${text}$$ AND who = 'app' AND ssl)
           THEN RAISE EXCEPTION 'another'; END IF;
         END $do$`,
      ),
    ).toEqual(done);
  });

  it('rolls back a failure, runs no psql command, and reports the message of PostgreSQL', async () => {
    const failed = (said: string) => ({
      type: 'failed',
      exitCode: 1,
      verdict: {
        stage: 'run',
        exitCode: 1,
        said: expect.stringContaining(said),
      },
    });
    const ends = await Promise.all([
      run('CREATE TABLE gone (id int); SELECT 1/0'),
      run('SELECT 1;\n\\! id\n'),
      // Such text can be in a record that was written outside pgstage.
      run('\\! id'),
      run("CREATE TABLE gone (id int); COPY gone TO PROGRAM 'id'"),
    ]);
    expect(ends).toEqual([
      failed('division by zero'),
      failed('syntax error at or near "\\"'),
      failed('syntax error at or near "\\"'),
      failed('permission denied to COPY to or from an external program'),
    ]);
    expect(await run('CREATE TABLE gone (id int)')).toEqual(done);
  });
});
