import { ConfigReader } from '@backstage/config';
import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { readCloudNativePgConfig } from '../../model';
import { planOf } from '../planOf';

const config = readCloudNativePgConfig(
  new ConfigReader({
    postgres: {
      providers: {
        'cloudnative-pg': {
          extensions: ['citext'],
          storageClasses: ['fast'],
          customImages: ['registry.example.com/'],
          backupTargets: { main: { type: 's3', path: 's3://b' } },
        },
      },
    },
  }),
);

function fieldsOf(request: object): string[] {
  try {
    planOf(config, {
      provider: 'cloudnative-pg',
      location: 'test/default',
      name: 'orders',
      binding: {
        resourceRef: 'resource:a/b',
        entityRefs: [],
        owner: 'group:a/b',
      },
      ...request,
    });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidFieldsError);
    const { issues } = error as InvalidFieldsError;
    issues.forEach(({ rule }) => expect(rule).toMatch(/^(must|is|needs) /));
    return issues.map(({ field }) => field);
  }
}

const options = (own: object) => ({ options: own });
const yaml = 'a: b\n- c';
const path = '{.metadata.name}';

it.each<[string, object]>([
  ['name', { name: 'x'.repeat(51) }],
  ['name', { name: '9lives' }],
  ['name', { name: 'Orders' }],
  ['name', { name: 'ends-' }],
  ['location', { location: 'test/kube-system' }],
  ['location', { location: 'test/default/more' }],
  ['version', { version: '9.6' }],
  ['version', { version: '{{ latest }}' }],
  ['size', { size: yaml }],
  ['storage', { storage: '20' }],
  ['storage', { storage: '20m' }],
  ['storage', { storage: '-1Gi' }],
  ['storage', { storage: '0Gi' }],
  ['database', { database: 'template1' }],
  ['database', { database: path }],
  ['user', { user: 'streaming_replica' }],
  ['user', { user: 'cnpg_x' }],
  ['user', { user: yaml }],
  ['extensions.0', { extensions: ['postgis'] }],
  ['extensions.0', { extensions: [path] }],
  ['extensions.1', { extensions: ['citext', 'adminpack'] }],
  [
    'databases.0.extensions.1',
    { databases: [{ name: 'a', extensions: ['citext', 'postgis'] }] },
  ],
  [
    'options.pooler.image',
    options({ pooler: { image: 'elsewhere.example.com/pgbouncer:1' } }),
  ],
  ['options.image', options({ image: 'registry.example.com/pg:latest' })],
  ['options.image', options({ image: 'elsewhere.example.com/pg:17' })],
  ['options.image', options({ image: yaml })],
  [
    'version',
    { version: '16', ...options({ image: 'registry.example.com/pg:17.2' }) },
  ],
  ['options.imagePullSecrets.0', options({ imagePullSecrets: [path] })],
  ['options.storageClass', options({ storageClass: 'slow' })],
  ['options.walStorage.size', options({ walStorage: { size: '1' } })],
  [
    'options.resources.requests.memory',
    options({ resources: { requests: { memory: '512' } } }),
  ],
  [
    'options.resources.requests.memory',
    options({ resources: { requests: { memory: '9Gi' } } }),
  ],
  [
    'options.resources.requests.cpu',
    options({ resources: { requests: { cpu: 'many' } } }),
  ],
  [
    'options.affinity.nodeSelector.disk',
    options({ affinity: { nodeSelector: { disk: path } } }),
  ],
  [
    'options.affinity.tolerations.0.operator',
    options({ affinity: { tolerations: [{}] } }),
  ],
  ['options.priorityClass', options({ priorityClass: yaml })],
  ['options.labels.team', options({ labels: { team: yaml } })],
  [
    'options.labels.cnpg.io/cluster',
    options({ labels: { 'cnpg.io/cluster': 'x' } }),
  ],
  ['options.annotations.note', options({ annotations: { note: path } })],
  ['options.annotations.note', options({ annotations: { note: '$.spec' } })],
  ['options.annotations.note', options({ annotations: { note: yaml } })],
  ['options.parameters.port', options({ parameters: { port: '5433' } })],
  [
    'options.parameters.archive_command',
    options({ parameters: { archive_command: 'rm' } }),
  ],
  [
    'options.parameters.work_mem',
    options({ parameters: { work_mem: '4MB\nport = 1' } }),
  ],
  ['options.parameters.work_mem', options({ parameters: { work_mem: path } })],
  ['options.parameters.work_mem', options({ parameters: { work_mem: 4 } })],
  ['options.parameters.a b', options({ parameters: { 'a b': '1' } })],
  [
    'options.parameters.shared_buffers',
    options({ parameters: { shared_buffers: 'lots' } }),
  ],
  [
    'options.parameters.shared_buffers',
    options({ parameters: { shared_buffers: '4GB' } }),
  ],
  [
    'options.parameters.max_wal_size',
    options({ parameters: { max_wal_size: '50MB' } }),
  ],
  [
    'options.parameters.wal_level',
    options({ parameters: { wal_level: 'minimal' } }),
  ],
  [
    'options.pgHba.0',
    options({ pgHba: ['host all all all md5\nhost all all all trust'] }),
  ],
  ['options.pgHba.0', options({ pgHba: ['host all all all'] })],
  ['options.pgHba.0', options({ pgHba: ['@include /etc/passwd'] })],
  ['options.pgHba.0', options({ pgHba: [path] })],
  ['options.initSql', options({ initSql: 'SELECT 1\u0000' })],
  ['options.initSqlAsOwner', options({ initSqlAsOwner: 'SELECT 1\u0000' })],
  // psql -c would run this as a shell command, not as SQL.
  ['options.initSqlAsOwner', options({ initSqlAsOwner: '\\! id' })],
  [
    'options.initSqlAsOwner',
    options({ initSqlAsOwner: `SELECT '${'€'.repeat(11_000)}'` }),
  ],
  [
    'options.initSqlConfigMap.key',
    options({ initSqlConfigMap: { name: 'a', key: '../b' } }),
  ],
  ['roles.0.name', { roles: [{ name: 'pg_admin' }] }],
  ['roles.0.name', { roles: [{ name: 'orders' }] }],
  ['roles.1.name', { roles: [{ name: 'a' }, { name: 'a' }] }],
  ['roles.0.superuser', { roles: [{ name: 'a', superuser: true }] }],
  ['databases.0.name', { databases: [{ name: 'postgres' }] }],
  ['databases.0.name', { databases: [{ name: 'orders' }] }],
  ['databases.0.owner', { databases: [{ name: 'a', owner: 'nobody' }] }],
  ['options.roles', options({ roles: [{ name: 'a' }] })],
  ['options.pooler.mode', options({ pooler: { mode: 'statement' } })],
  ['options.pooler.image', options({ pooler: { image: yaml } })],
  ['options.synchronous.number', options({ synchronous: { number: 1 } })],
  ['options.tls.serverCaSecret', options({ tls: { serverSecret: 'x' } })],
  ['options.tls.altDnsNames.0', options({ tls: { altDnsNames: [path] } })],
  ['options.backup.target', options({ backup: {} })],
  ['options.backup.target', options({ backup: { target: 'elsewhere' } })],
  [
    'options.backup.schedule',
    options({ backup: { target: 'main', schedule: '61 25 * * *' } }),
  ],
  [
    'options.backup.schedule',
    options({ backup: { target: 'main', schedule: '0 0 2 * * *' } }),
  ],
  [
    'options.backup.schedule',
    options({ backup: { target: 'main', schedule: 'now and then' } }),
  ],
  [
    'options.backup.retention',
    options({ backup: { target: 'main', retention: '30' } }),
  ],
  [
    'options.backup.folder',
    options({ backup: { target: 'main', folder: '../other' } }),
  ],
  [
    'options.credentials.namespace',
    options({ credentials: { namespace: yaml } }),
  ],
  ['options.nonsense', options({ nonsense: true })],
])('names %s for %j', (field, request) => {
  expect(fieldsOf(request)).toContain(field);
});

it('accepts a target in the request itself, and names its invalid fields', () => {
  const target = {
    type: 's3',
    path: 's3://own/x',
    endpoint: 'https://s3.example.com',
  };
  expect(fieldsOf(options({ backup: { target } }))).toEqual([]);
  expect(
    fieldsOf(options({ backup: { target: { ...target, path } } })),
  ).toEqual([expect.stringMatching(/^options\.backup\.target/)]);
});

it.each([
  'hostssl all all 10.0.0.0/8 scram-sha-256',
  'host all all 10.0.0.0 255.0.0.0 md5',
  'local all all peer map=admins',
  'hostnossl all all all reject',
  'hostssl all "My User" all cert clientcert=verify-full',
])('accepts the pg_hba line %j', line => {
  expect(fieldsOf(options({ pgHba: [line] }))).toEqual([]);
});
