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

/** Facts that the rules of the base evaluate. */
export type Facts = DatabaseFacts<CachedCloudNativePgPod>;

/** One instance, as Kubernetes and the operator report it. */
export type Instance = Facts['instances'][number];

/** Returns the name of the Service that routes to the primary. */
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
    desired: spec.instances ?? 1,
    ready: instances.filter(({ ready }) => ready).length,
    primary: instances.find(({ primary }) => primary),
    readinessKnown: areInstancesKnown(snapshot),
    hibernated,
    hibernationRequested,
    hibernationComplete: hibernated && condition?.status === 'True',
    fenced,
    writable: isKnown(snapshot, 'endpointSlices')
      ? readyAddresses(snapshot, writeServiceOf(snapshot))
      : undefined,
    hasLogin: hasLogin(snapshot),
  };
}

/**
 * Returns whether the login can be used: the operator has read the Secret of the
 * application. A copy without an `owner` has no such Secret, nor do replica
 * clusters and imports: their roles log in as in the source.
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

function areInstancesKnown(snapshot: CloudNativePgSnapshot): boolean {
  return (
    isKnown(snapshot, 'pods') ||
    snapshot.cluster.status.instancesStatus !== undefined
  );
}

/** Returns every instance that has a pod or that the operator names. */
function allInstances(
  snapshot: CloudNativePgSnapshot,
  fenced: string[],
): Instance[] {
  const { status } = snapshot.cluster;
  // The operator's status is newer than pods that were read before the watch failed.
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

/** Parses the annotation as a JSON list, as the operator does. Invalid JSON fences no instance. */
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
