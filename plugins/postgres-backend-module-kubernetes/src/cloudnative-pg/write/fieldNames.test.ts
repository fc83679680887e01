import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import {
  recordToAnnotations,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { textFields } from '../__testUtils__/textFields';
import { resources } from '../model';
import { parts } from './parts';
import { optionsSchema } from './spec/options';

const manifest = (
  kind: Manifest['kind'],
  options?: Record<string, unknown>,
): Manifest => ({
  kind,
  object: {
    metadata: {
      name: 'orders',
      annotations: recordToAnnotations({ spec: { options } }),
    },
  },
});
const cluster = manifest(resources.clusters);

const named = (part: Manifest, path: string) =>
  parts.toFormError(
    part,
    new InvalidFieldsError([
      { field: path, rule: 'is refused by Kubernetes: no' },
    ]),
  ) as InvalidFieldsError;

it.each([
  ['metadata.name', 'name'],
  ['spec.instances', 'instances'],
  ['spec.imageName', 'version'],
  ['spec.imageCatalogRef.major', 'version'],
  ['spec.imageCatalogRef.name', 'options.imageCatalog'],
  ['spec.storage.size', 'storage'],
  ['spec.storage.storageClass', 'options.storageClass'],
  ['spec.walStorage.size', 'options.walStorage.size'],
  ['spec.resources.requests.memory', 'options.resources.requests.memory'],
  ['spec.affinity.podAntiAffinityType', 'options.affinity.antiAffinity'],
  ['spec.affinity.toleration[0].key', 'options.affinity.tolerations.0.key'],
  ['spec.affinity.nodeSelector.team', 'options.affinity.nodeSelector.team'],
  ['spec.inheritedMetadata.labels.team', 'options.labels.team'],
  ['spec.bootstrap.initdb.owner', 'user'],
  ['spec.bootstrap.initdb.postInitApplicationSQL[0]', 'options.initSql'],
  ['spec.postgresql.parameters.team', 'options.parameters.team'],
  // Lines of pgstage can precede those of the request.
  ['spec.postgresql.pg_hba[1]', 'options.pgHba'],
  ['spec.managed.roles[1].name', 'roles'],
  ['spec.postgresql.synchronous.number', 'options.synchronous.number'],
  [
    'spec.postgresql.synchronous.dataDurability',
    'options.synchronous.durability',
  ],
  // The spelling of the operator's webhook.
  ['spec.certificates.servercasecret', 'options.tls.serverCaSecret'],
  ['spec.certificates.serveraltdnsnames', 'options.tls.altDnsNames'],
  ['spec.plugins', 'options.backup'],
  ['spec.backup.volumeSnapshot.className', 'options.backup.target'],
  ['spec.unheardOf', ''],
])('maps the path %j of a Cluster to the field %j', (path, field) => {
  const error = named(cluster, path);
  expect(error.issues[0].field).toBe(field);
  expect(error.message).toContain(error.issues[0].field || path);
});

it('names the image if that was requested', () => {
  const own = manifest(resources.clusters, { image: 'example.com/pg:17' });
  expect(named(own, 'spec.imageName').issues[0].field).toBe('options.image');
});

it('names the option that requested a part, and the path in it', () => {
  const { issues } = named(manifest(resources.poolers), 'spec.pgbouncer');
  expect(issues).toEqual([
    {
      field: 'options.pooler',
      rule: 'is refused by Kubernetes: no (Pooler spec.pgbouncer)',
    },
  ]);
});

it('maps to existing options only', () => {
  const options = textFields(optionsSchema).map(({ field }) => field);
  expect(options).toEqual(
    expect.arrayContaining([
      'affinity.antiAffinity',
      'affinity.tolerations.0.key',
      'initSql',
      'synchronous.durability',
      'tls.serverCaSecret',
    ]),
  );
});

it('keeps other errors unchanged', () => {
  const error = new Error('x');
  expect(parts.toFormError(cluster, error)).toBe(error);
});
