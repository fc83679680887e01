import {
  instancesOf,
  isKnown,
  readyAddresses,
  wasRead,
  type DatabaseFacts,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  annotations,
  namesOf,
  type CloudNativePgSnapshot,
  type CachedCloudNativePgPod,
} from '../model';
import { loginSecret } from './identity';

/** What the rules ask about a database. */
export type Facts = DatabaseFacts<CachedCloudNativePgPod>;

/** One instance, as far as Kubernetes tells. */
export type Instance = Facts['instances'][number];

/** Name of the service that leads to the primary. */
export function writeServiceOf({ cluster }: CloudNativePgSnapshot): string {
  return cluster.status.writeService ?? namesOf(cluster.name).readWriteService;
}

export function factsOf(snapshot: CloudNativePgSnapshot): Facts {
  const { spec, status } = snapshot.cluster;
  const fenced = fencedInstances(snapshot.cluster.annotations);
  const instances = allInstances(snapshot, fenced);
  const condition = status.conditions?.find(
    ({ type }) => type === 'cnpg.io/hibernation',
  );
  const hibernationRequested =
    snapshot.cluster.annotations[annotations.hibernation] === 'on';
  const hibernated =
    hibernationRequested && condition?.reason !== 'WaitingForHealthy';
  return {
    instances,
    jobs: snapshot.pods.filter(pod => pod.job && !pod.deletedAt),
    wanted: spec.instances ?? 1,
    ready: instances.filter(({ ready }) => ready).length,
    primary: instances.find(({ primary }) => primary),
    told: areTold(snapshot),
    hibernated,
    hibernationRequested,
    asleep: hibernated && condition?.status === 'True',
    fenced,
    writable: isKnown(snapshot, 'endpointSlices')
      ? readyAddresses(snapshot, writeServiceOf(snapshot))
      : undefined,
    hasLogin: hasLogin(snapshot),
  };
}

/**
 * Whether the operator has seen the application's Secret. A copy that names no
 * owner has none, and neither have replica clusters and imports: their roles
 * log in as they did in the source.
 */
function hasLogin(snapshot: CloudNativePgSnapshot): boolean {
  const { spec, status } = snapshot.cluster;
  const copy = spec.bootstrap?.recovery ?? spec.bootstrap?.pg_basebackup;
  return (
    (copy !== undefined && !copy.owner) ||
    loginSecret(snapshot).none !== undefined ||
    status.secretsResourceVersion?.applicationSecretVersion !== undefined
  );
}

function areTold(snapshot: CloudNativePgSnapshot): boolean {
  return (
    isKnown(snapshot, 'pods') ||
    snapshot.cluster.status.instancesStatus !== undefined
  );
}

/** Every instance that there is or that the operator names. */
function allInstances(
  snapshot: CloudNativePgSnapshot,
  fenced: string[],
): Instance[] {
  const { status } = snapshot.cluster;
  // The operator's word is newer than pods that were read long ago.
  const byPods =
    isKnown(snapshot, 'pods') ||
    (wasRead(snapshot, 'pods') && !status.instancesStatus);
  return instancesOf({
    pods: snapshot.pods.filter(({ role, job }) => role === 'instance' && !job),
    names: status.instanceNames,
    healthy: byPods ? undefined : status.instancesStatus?.healthy ?? [],
    primary: status.currentPrimary,
    first: status.targetPrimary,
    fenced,
  });
}

/** A list in JSON, as the operator reads it; text that is none fences nobody. */
export function fencedInstances(own: Record<string, string>): string[] {
  try {
    const names: unknown = JSON.parse(own[annotations.fencedInstances] ?? '[]');
    return Array.isArray(names)
      ? names.filter((name): name is string => typeof name === 'string')
      : [];
  } catch {
    return [];
  }
}
