import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import type { WatchedKind } from '../cluster';
import type { DatabaseConfig } from '../config/databaseConfig';
import { locationOf } from '../model/DatabaseKey';
import type { ProviderContext } from '../model/ProviderContext';

/** The default first, as a form chooses the first. */
function sizesOf({
  sizes,
  defaultSize,
}: DatabaseConfig): NonNullable<Location['sizes']> {
  const ids = new Set([defaultSize, ...Object.keys(sizes)]);
  return [...ids].map(id => {
    const { title, limits, requests, storage, instances } = sizes[id];
    return {
      id,
      title:
        title ??
        `${id}: ${limits.cpu ?? requests.cpu ?? 'any'} CPU, ${
          limits.memory ?? requests.memory ?? 'any'
        } memory, ${storage} storage, ${instances} ${
          instances === 1 ? 'instance' : 'instances'
        }`,
    };
  });
}

const TARGET_TYPES = {
  s3: 'object store S3',
  gcs: 'Google Cloud Storage',
  azure: 'Azure Blob Storage',
  volumeSnapshot: 'volume snapshots',
};

/** The default first. */
function backupTargetsOf({
  backup,
  backupTargets,
}: DatabaseConfig): NonNullable<Location['backupTargets']> {
  const ids = new Set([
    ...(backup.target === undefined ? [] : [backup.target]),
    ...Object.keys(backupTargets),
  ]);
  return [...ids].map(id => ({
    id,
    title: `${id}: ${TARGET_TYPES[backupTargets[id].type]}`,
  }));
}

/** Options for describing a provider's locations. @public */
export interface LocationRules {
  /** The kind of its database objects. */
  kind: WatchedKind<any>;
  /** Name of the operator. */
  operator: string;
  /** Whether locations are listed if it is not installed. */
  isConfigured: boolean;
}

/** Returns the locations of one Kubernetes cluster, and whether it responds. @public */
export async function locationsOf(
  context: ProviderContext<DatabaseConfig>,
  { kind, operator, isConfigured }: LocationRules,
  signal?: AbortSignal,
): Promise<Location[]> {
  const { cluster, config } = context;
  await context.ready(signal);
  const { status, message } = context.watch.status(kind);
  if (status === 'notServed' && !isConfigured) return [];
  const problem = {
    ok: undefined,
    notServed: `The operator ${operator} is not installed in this cluster.`,
    pending: 'The cluster has not responded yet.',
    forbidden: message,
    timeout: message,
    unreachable: message,
  }[status];
  return config.namespaces.map(namespace => ({
    id: locationOf({ cluster: cluster.name, namespace }),
    title: `${cluster.title}, namespace ${namespace}`,
    reachable: status === 'ok',
    ...(status !== 'ok' && { message: problem ?? status }),
    versions: config.versions,
    sizes: sizesOf(config),
    extensions: config.extensions,
    backupTargets: backupTargetsOf(config),
  }));
}
