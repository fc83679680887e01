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
  type FoundDatabase,
  type KeptPod,
} from '../model';
import { loginSecret } from './identity';

/** What the rules ask about a database. */
export type Facts = DatabaseFacts<KeptPod>;

/** One instance, as far as Kubernetes tells. */
export type Instance = Facts['instances'][number];

/** Name of the service that leads to the primary. */
export function writeServiceOf({ cluster }: FoundDatabase): string {
  return cluster.status.writeService ?? namesOf(cluster.name).readWriteService;
}

export function factsOf(found: FoundDatabase): Facts {
  const { spec, status } = found.cluster;
  const fenced = fencedInstances(found.cluster.annotations);
  const instances = allInstances(found, fenced);
  const condition = status.conditions?.find(
    ({ type }) => type === 'cnpg.io/hibernation',
  );
  const sleepAsked =
    found.cluster.annotations[annotations.hibernation] === 'on';
  const hibernated = sleepAsked && condition?.reason !== 'WaitingForHealthy';
  return {
    instances,
    jobs: found.pods.filter(pod => pod.job && !pod.deletedAt),
    wanted: spec.instances ?? 1,
    ready: instances.filter(({ ready }) => ready).length,
    primary: instances.find(({ primary }) => primary),
    told: areTold(found),
    hibernated,
    sleepAsked,
    asleep: hibernated && condition?.status === 'True',
    fenced,
    writable: isKnown(found, 'endpointSlices')
      ? readyAddresses(found, writeServiceOf(found))
      : undefined,
    hasLogin: hasLogin(found),
  };
}

/**
 * Whether the operator has seen the application's Secret. A copy that names no
 * owner has none, and neither have replica clusters and imports: their roles
 * log in as they did in the source.
 */
function hasLogin(found: FoundDatabase): boolean {
  const { spec, status } = found.cluster;
  const copy = spec.bootstrap?.recovery ?? spec.bootstrap?.pg_basebackup;
  return (
    (copy !== undefined && !copy.owner) ||
    loginSecret(found).none !== undefined ||
    status.secretsResourceVersion?.applicationSecretVersion !== undefined
  );
}

function areTold(found: FoundDatabase): boolean {
  return (
    isKnown(found, 'pods') || found.cluster.status.instancesStatus !== undefined
  );
}

/** Every instance that there is or that the operator names. */
function allInstances(found: FoundDatabase, fenced: string[]): Instance[] {
  const { status } = found.cluster;
  // The operator's word is newer than pods that were read long ago.
  const byPods =
    isKnown(found, 'pods') ||
    (wasRead(found, 'pods') && !status.instancesStatus);
  return instancesOf({
    pods: found.pods.filter(({ role, job }) => role === 'instance' && !job),
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
