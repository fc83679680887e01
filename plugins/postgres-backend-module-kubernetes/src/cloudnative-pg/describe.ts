import type {
  Location,
  Operations,
  Support,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import { locationOf } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  clusterKind,
  type CloudNativePgConfig,
  type ClusterContext,
  MAX_NAME_LENGTH,
  PROVIDER_ID,
} from './model';
import { NAME_PATTERN, NAME_RULE, optionsSchema, SPEC_FIELDS } from './write';

/** The default first, as a form chooses the first. */
function sizesOf({
  sizes,
  defaultSize,
}: CloudNativePgConfig): NonNullable<Location['sizes']> {
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
}: CloudNativePgConfig): NonNullable<Location['backupTargets']> {
  const ids = new Set([
    ...(backup.target === undefined ? [] : [backup.target]),
    ...Object.keys(backupTargets),
  ]);
  return [...ids].map(id => ({
    id,
    title: `${id}: ${TARGET_TYPES[backupTargets[id].type]}`,
  }));
}

/** The places of one Kubernetes cluster, and whether it answers. */
async function locationsOf(
  context: ClusterContext,
  signal: AbortSignal | undefined,
): Promise<Location[]> {
  const { cluster, config } = context;
  await context.ready(signal);
  const { status, message } = context.watch.status(clusterKind);
  if (status === 'notServed' && !config.configured) return [];
  const problem = {
    ok: undefined,
    notServed: 'The operator CloudNativePG is not installed in this cluster.',
    pending: 'The cluster has not answered yet.',
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

/** How long forms wait for a cluster that is asked what Backstage may do there. */
const ASK_MS = 2_000;

/** Whether init SQL can run at any location; where that is not known a create will tell. */
async function runsInitSql(
  contexts: ClusterContext[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const options = { signal, timeoutMs: ASK_MS };
  const places = contexts.flatMap(({ jobs, config }) =>
    config.namespaces.map(namespace => ({ jobs, namespace })),
  );
  for (const { jobs, namespace } of places) {
    const refusal = await jobs
      .refusal(namespace, options)
      .catch(() => undefined);
    if (!refusal) return true;
  }
  return !places.length;
}

const yes: Support = { supported: true };
const operations: Operations = {
  bind: yes,
  change: yes,
  remove: yes,
  'rotate-password': yes,
  backup: yes,
  restore: yes,
  restart: yes,
  switchover: yes,
  hibernate: yes,
  fence: yes,
  'remove-member': yes,
  'reveal-credentials': yes,
};

/** Describes the provider with all its places, asked at the same time. */
export async function describeProvider(
  contexts: ClusterContext[],
  signal?: AbortSignal,
): Promise<ProviderDescription> {
  const [offersInitSql, ...locations] = await Promise.all([
    runsInitSql(contexts, signal),
    ...contexts.map(context => locationsOf(context, signal)),
  ]);
  const offered = offersInitSql
    ? optionsSchema
    : optionsSchema.omit({ initSqlAsOwner: true });
  // The draft that form libraries check against; they do not know zod's default.
  const { $schema, ...schema } = z.toJSONSchema(offered, {
    target: 'draft-7',
    io: 'input',
  });
  return {
    id: PROVIDER_ID,
    title: 'CloudNativePG',
    locations: locations.flat(),
    name: {
      pattern: NAME_PATTERN,
      maxLength: MAX_NAME_LENGTH,
      rule: NAME_RULE,
    },
    fields: [...SPEC_FIELDS],
    optionsSchema: schema,
    operations,
  };
}
