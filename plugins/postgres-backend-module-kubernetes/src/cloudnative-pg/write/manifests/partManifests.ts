import { createHash } from 'node:crypto';
import {
  partMetadata,
  prune,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels, namesOf, resources } from '../../model';
import type { ClusterPlan } from './clusterManifest';

/** Returns the PgBouncer pooler. The operator provides its authentication query. */
export function poolerManifest(plan: ClusterPlan): Manifest[] {
  const { pooler } = plan.spec.options;
  if (!pooler) return [];
  const image = pooler.image ?? plan.config.poolerImage;
  const { maxClientConnections, defaultPoolSize } = pooler;
  const text = (value: number | undefined) => value?.toString();
  return [
    {
      kind: resources.poolers,
      object: prune({
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Pooler',
        metadata: partMetadata(plan, namesOf(plan.name).pooler),
        spec: {
          cluster: { name: plan.name },
          type: pooler.type ?? 'rw',
          instances: pooler.instances ?? 1,
          pgbouncer: {
            poolMode: pooler.mode ?? 'session',
            image,
            parameters: {
              max_client_conn: text(maxClientConnections),
              default_pool_size: text(defaultPoolSize),
            },
          },
        },
      }),
    },
  ];
}

function databaseManifest(
  plan: ClusterPlan,
  name: string,
  owner: string,
  extensions: string[],
): Manifest {
  // Two names may differ only in characters that a Kubernetes name cannot contain.
  const suffix = /^[a-z0-9]+$/.test(name)
    ? ''
    : `-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
  return {
    kind: resources.databases,
    object: prune({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Database',
      metadata: partMetadata(
        plan,
        `${namesOf(plan.name).database(name)}${suffix}`,
      ),
      spec: {
        cluster: { name: plan.name },
        name,
        owner,
        ensure: 'present',
        databaseReclaimPolicy: 'retain',
        extensions: extensions.map(extension => ({
          name: extension,
          ensure: 'present',
        })),
      },
    }),
  };
}

/** Returns the further databases, and the first one if it has extensions. */
export function databaseManifests(plan: ClusterPlan): Manifest[] {
  const { database, user, extensions, databases = [] } = plan.spec;
  const first =
    extensions.length || plan.declaresFirst
      ? [databaseManifest(plan, database, user, extensions)]
      : [];
  const further = databases.map(
    ({ name, owner = user, extensions: own = [] }) =>
      databaseManifest(plan, name, owner, own),
  );
  return [...first, ...further];
}

/** Returns the PodMonitor. `spec.monitoring.enablePodMonitor` of the Cluster is deprecated in favor of a separate object. */
export function podMonitorManifest(plan: ClusterPlan): Manifest[] {
  if (!plan.spec.options.monitoring) return [];
  return [
    {
      kind: resources.podMonitors,
      object: {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
        metadata: partMetadata(plan, namesOf(plan.name).podMonitor),
        spec: {
          selector: {
            matchLabels: {
              [labels.cluster]: plan.name,
              [labels.podRole]: 'instance',
            },
          },
          podMetricsEndpoints: [{ port: 'metrics' }],
        },
      },
    },
  ];
}
