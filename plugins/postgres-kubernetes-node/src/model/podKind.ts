import { coreKinds, type KubernetesObject, type WatchedKind } from '../cluster';
import { metaOf, type Condition } from './cachedTypes';
import type { CachedContainer, CachedPod } from './CachedPod';
import { ofCluster } from './ofCluster';
import { labelOf, type PartLabels } from './PartLabels';

/** @public */
export interface ContainerState {
  running?: { startedAt?: string };
  waiting?: { reason?: string; message?: string };
  terminated?: { reason?: string; message?: string; exitCode?: number };
}

/** A container in the spec of a pod. @public */
export interface ContainerSpec {
  name: string;
  image?: string;
  command?: string[];
  env?: Array<{ name: string; value?: string }>;
  resources?: { requests?: Record<string, string> };
}

/** The fields that are read of a pod. @public */
export interface PodObject extends KubernetesObject {
  spec?: {
    nodeName?: string;
    initContainers?: ContainerSpec[];
    containers?: ContainerSpec[];
  };
  status?: {
    phase?: string;
    podIP?: string;
    conditions?: Condition[];
    initContainerStatuses?: ContainerStatus[];
    containerStatuses?: ContainerStatus[];
  };
}

/** @public */
export interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  state?: ContainerState;
}

/** Container that PostgreSQL runs in. */
export const POSTGRES = 'postgres';

/** Port of PostgreSQL in its pods, and the default of its Services. @public */
export const POSTGRES_PORT = 5432;

/** Enough to find the cause; the last output of a program can be long. */
const MESSAGE_LENGTH = 500;

function containerOf({
  name,
  ready = false,
  restartCount = 0,
  state = {},
}: ContainerStatus): CachedContainer {
  const stopped = state.waiting ?? state.terminated;
  return {
    name,
    ready,
    restarts: restartCount,
    startedAt: state.running?.startedAt,
    reason: stopped?.reason,
    message: stopped?.message?.slice(0, MESSAGE_LENGTH),
  };
}

/**
 * Returns the kind of pods of instances, of their Jobs and of poolers.
 *
 * @param own - further fields that the provider caches
 * @public
 */
export function podKind<Own extends object>(
  labels: PartLabels,
  own: (pod: PodObject) => Own,
): WatchedKind<CachedPod & Own> {
  return {
    resource: coreKinds.pods,
    labelSelector: labels.cluster,
    transform: object => ({ ...cachedPod(object, labels), ...own(object) }),
    ...ofCluster(),
  };
}

function cachedPod(object: PodObject, labels: PartLabels): CachedPod {
  const { labels: own } = object.metadata;
  const { spec = {}, status = {} } = object;
  const job = labelOf(own, labels.jobRole);
  const postgres = spec.containers?.find(({ name }) => name === POSTGRES);
  const main = job ? spec.containers?.[0] : postgres;
  const condition = (type: string) =>
    status.conditions?.find(candidate => candidate.type === type);
  const ownerJob = object.metadata.ownerReferences?.find(
    ({ kind }) => kind === 'Job',
  );
  const ready = condition('Ready');
  const scheduled = condition('PodScheduled');
  return {
    ...metaOf(object),
    cluster: labelOf(own, labels.cluster) ?? '',
    role: labelOf(own, labels.podRole),
    instance: labelOf(own, labels.instance),
    job,
    createdByJob: ownerJob && { name: ownerJob.name, uid: ownerJob.uid },
    pooler: labelOf(own, labels.pooler),
    instanceRole: labelOf(own, labels.instanceRole),
    phase: status.phase,
    node: spec.nodeName,
    zone: own?.['topology.kubernetes.io/zone'],
    ip: status.podIP,
    image: main?.image,
    requests: main?.resources?.requests,
    ready: ready?.status === 'True',
    readySince: ready?.lastTransitionTime,
    unschedulable:
      scheduled?.status === 'False' ? scheduled.message : undefined,
    containers: [
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
    ].map(containerOf),
  };
}
