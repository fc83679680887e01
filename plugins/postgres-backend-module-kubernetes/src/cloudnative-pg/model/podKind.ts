import {
  coreKinds,
  type WatchedKind,
  ofCluster,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { metaOf } from './clusterKind';
import type { Condition } from './kept';
import type { KeptContainer, KeptPod } from './keptPod';
import { BARMAN_SIDECAR, labels } from './names';
import { storeEnvironment, type EnvironmentVariable } from './storeEnvironment';

interface ContainerState {
  running?: { startedAt?: string };
  waiting?: { reason?: string; message?: string };
  terminated?: { reason?: string; message?: string; exitCode?: number };
}

interface ContainerSpec {
  name: string;
  image?: string;
  command?: string[];
  env?: EnvironmentVariable[];
  resources?: { requests?: Record<string, string> };
}

interface PodObject {
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

interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  state?: ContainerState;
}

/** Enough to tell the cause; what a program said before it ended can be long. */
const MESSAGE_LENGTH = 500;

function containerOf({
  name,
  ready = false,
  restartCount = 0,
  state = {},
}: ContainerStatus): KeptContainer {
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

/** Pods of instances, of their jobs and of poolers. */
export const podKind: WatchedKind<KeptPod> = {
  resource: coreKinds.pods,
  labelSelector: labels.cluster,
  slim: object => {
    const own = object.metadata.labels ?? {};
    const { spec = {}, status = {} } = object as PodObject;
    const postgres = spec.containers?.find(({ name }) => name === 'postgres');
    const main = own[labels.jobRole] ? spec.containers?.[0] : postgres;
    const sidecar = [
      ...(spec.initContainers ?? []),
      ...(spec.containers ?? []),
    ].find(({ name }) => name === BARMAN_SIDECAR);
    const condition = (type: string) =>
      status.conditions?.find(candidate => candidate.type === type);
    const job = object.metadata.ownerReferences?.find(
      ({ kind }) => kind === 'Job',
    );
    const ready = condition('Ready');
    const scheduled = condition('PodScheduled');
    return {
      ...metaOf(object),
      cluster: own[labels.cluster],
      role: own[labels.podRole],
      instance: own[labels.instanceName],
      job: own[labels.jobRole],
      madeBy: job && { name: job.name, uid: job.uid },
      operatorVersion: object.metadata.annotations?.['cnpg.io/operatorVersion'],
      pooler: own[labels.poolerName],
      instanceRole: own[labels.instanceRole],
      phase: status.phase,
      node: spec.nodeName,
      zone: own['topology.kubernetes.io/zone'],
      ip: status.podIP,
      // As `kubectl cnpg status` decides it (client/remote/instance.go).
      statusScheme: postgres?.command?.includes('--status-port-tls')
        ? 'https'
        : 'http',
      image: main?.image,
      requests: main?.resources?.requests,
      backsUpWith: sidecar && storeEnvironment(sidecar.env),
      ready: ready?.status === 'True',
      readySince: ready?.lastTransitionTime,
      unschedulable:
        scheduled?.status === 'False' ? scheduled.message : undefined,
      containers: [
        ...(status.initContainerStatuses ?? []),
        ...(status.containerStatuses ?? []),
      ].map(containerOf),
    };
  },
  ...ofCluster(),
};
