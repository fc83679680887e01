import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { resources } from '../model';
import { toFormError } from './fieldNames';

it.each([
  [resources.clusters, 'spec.storage.size', 'storage'],
  [resources.clusters, 'spec.storage.storageClass', 'options.storageClass'],
  [
    resources.clusters,
    'spec.postgresql.parameters.port',
    'options.parameters.port',
  ],
  [resources.clusters, 'spec.postgresql.pg_hba[1]', 'options.pgHba.1'],
  [resources.clusters, 'spec.instances', 'instances'],
  [resources.clusters, 'spec.unheardOf', ''],
  [resources.poolers, 'spec.pgbouncer', 'options.pooler'],
])('names, for %j and %s, the field %j', (kind, path, field) => {
  const refused = new InvalidFieldsError([
    { field: path, rule: 'is refused by Kubernetes: no' },
  ]);
  const error = toFormError(kind, refused) as InvalidFieldsError;
  expect(error.issues[0].field).toBe(field);
  expect(error.message).toContain(path);
});

it('leaves other errors alone', () => {
  const error = new Error('x');
  expect(toFormError(resources.clusters, error)).toBe(error);
});
