import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { type ResourceKind } from '../../cluster';
import { resources } from '../model';

/** Which field of a request a path of the Cluster was made from; the longest that fits counts. */
const CLUSTER: Array<[string, string]> = [
  ['metadata.name', 'name'],
  ['metadata.namespace', 'location'],
  ['spec.instances', 'instances'],
  ['spec.imageName', 'version'],
  ['spec.imageCatalogRef', 'version'],
  ['spec.imagePullSecrets', 'options.imagePullSecrets'],
  ['spec.storage', 'storage'],
  ['spec.storage.storageClass', 'options.storageClass'],
  ['spec.walStorage', 'options.walStorage'],
  ['spec.resources', 'options.resources'],
  ['spec.affinity', 'options.affinity'],
  ['spec.priorityClassName', 'options.priorityClass'],
  ['spec.inheritedMetadata', 'options'],
  ['spec.bootstrap.initdb.database', 'database'],
  ['spec.bootstrap.initdb.owner', 'user'],
  ['spec.bootstrap.initdb.postInitApplicationSQL', 'options.initSql'],
  [
    'spec.bootstrap.initdb.postInitApplicationSQLRefs',
    'options.initSqlConfigMap',
  ],
  ['spec.postgresql.parameters', 'options.parameters'],
  ['spec.postgresql.pg_hba', 'options.pgHba'],
  ['spec.postgresql.synchronous', 'options.synchronous'],
  ['spec.managed.roles', 'options.roles'],
  ['spec.certificates', 'options.tls'],
  ['spec.plugins', 'options.backup'],
  ['spec.backup', 'options.backup'],
];

/** The same for the parts: what is wrong there was asked for in one field. */
const PARTS: Record<string, string> = {
  [resources.objectStores.plural]: 'options.backup.target',
  [resources.scheduledBackups.plural]: 'options.backup.schedule',
  [resources.poolers.plural]: 'options.pooler',
  [resources.databases.plural]: 'options.databases',
  [resources.podMonitors.plural]: 'options.monitoring',
};

/** Whether `path` is `prefix` or lies below it. */
const isBelow = (path: string, prefix: string) =>
  path === prefix ||
  path.startsWith(`${prefix}.`) ||
  path.startsWith(`${prefix}[`);

function clusterField(path: string): string | undefined {
  const [found] = CLUSTER.filter(([prefix]) => isBelow(path, prefix)).sort(
    ([a], [b]) => b.length - a.length,
  );
  if (!found) return undefined;
  const [prefix, field] = found;
  // What lies below has the same names in the options as in the Cluster.
  return field.startsWith('options.')
    ? `${field}${path.slice(prefix.length).replace(/\[(\d+)\]/g, '.$1')}`
    : field;
}

/**
 * Turns what Kubernetes refuses about a manifest into what is wrong with the
 * request: the person has seen a form, never the manifest.
 */
export function toFormError(kind: ResourceKind, error: unknown): unknown {
  if (!(error instanceof InvalidFieldsError)) return error;
  const issues = error.issues.map(({ field, rule }) => {
    const own =
      kind.plural === resources.clusters.plural
        ? clusterField(field)
        : PARTS[kind.plural];
    const where = field && own !== field ? ` (${kind.kind} ${field})` : '';
    return { field: own ?? '', rule: `${rule}${where}` };
  });
  return new InvalidFieldsError(issues);
}
