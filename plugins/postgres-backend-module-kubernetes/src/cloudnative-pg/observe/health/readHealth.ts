import type { Health, Slot } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  healthInput,
  isKnown,
  recordProbe,
  lsnDistance,
  NO_PREVIOUS_STATE,
  readMetrics,
  type StaleReadinessByInstance,
  type PreviousState,
  kubernetesMessage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  Lookup,
  type ClusterContext,
  type CloudNativePgSnapshot,
} from '../../model';
import { factsOf } from '../facts';
import { observe } from '../observe';
import { databaseName } from '../identity';
import { partsOf } from '../parts';
import { capacityOf } from './capacityOf';
import { probePods, type InstanceStatus, type Probe } from './instanceStatus';
import { instanceHealthOf, primaryStatus } from './instances';

/**
 * Returns section `health` from the cache and the current status of the instances.
 * `updateState` gets that status and returns the state of the observer with it,
 * so that the section and the headline agree.
 *
 * @throws NotFoundError
 * @throws UpstreamError if the cluster does not respond at all.
 */
export async function readHealth(
  context: ClusterContext,
  ref: string,
  { signal }: ProviderCallOptions = {},
  updateState?: (probes: Probes) => PreviousState,
): Promise<Health> {
  const lookup = new Lookup([context]);
  const running = factsOf(lookup.get(ref)).instances.flatMap(
    ({ pod, primary }) => (pod?.phase === 'Running' ? [{ pod, primary }] : []),
  );
  const primary = running.find(each => each.primary)?.pod;
  const [probes, metrics] = await Promise.all([
    probePods(
      context,
      running.map(({ pod }) => pod),
      signal,
    ),
    primary &&
      readMetrics(
        context.client,
        { ...primary, scheme: primary.metricsScheme },
        signal,
      ),
  ]);
  // Read again: the cache may have changed while the instances responded.
  const snapshot = lookup.get(ref);
  const errors = [...probes.values()].flatMap(({ error }) => error ?? []);
  if (
    !isKnown(snapshot, 'clusters') &&
    errors.length &&
    errors.length === probes.size
  )
    throw errors[0];
  return {
    ...healthOf(snapshot, probes, new Date(), updateState?.(probes)),
    ...capacityOf(metrics, databaseName(snapshot)),
  };
}

/** Responses of the instances, by the names of their pods. */
export type Probes = ReadonlyMap<string, Probe>;

/** Builds the section from a snapshot, the responses and the previous state. */
export function healthOf(
  snapshot: CloudNativePgSnapshot,
  probes: Probes,
  now: Date,
  previousState = NO_PREVIOUS_STATE,
): Health {
  const staleReadiness = recordProbes(
    snapshot,
    probes,
    previousState.staleReadiness,
  );
  const { facts, changing, parts, forbidden } = healthInput(
    { observe, partsOf },
    snapshot,
    now,
    { ...previousState, staleReadiness },
  );
  const isForbidden = [...probes.values()].some(probe => probe.forbidden);
  return {
    instances: instanceHealthOf({ snapshot, facts, probes, changing, now }),
    slots: slotsOf(primaryStatus(probes)),
    parts,
    forbidden: [
      ...forbidden,
      ...(isForbidden
        ? [
            {
              what: kubernetesMessage('statusOfInstances'),
              needs: kubernetesMessage('needsRights', {
                verbs: 'get',
                resource: 'pods/proxy',
              }),
            },
          ]
        : []),
    ],
  };
}

/** Updates the stale readiness of pods from the status that their instance managers returned. */
export function recordProbes(
  snapshot: CloudNativePgSnapshot,
  probes: Probes,
  before: StaleReadinessByInstance,
): StaleReadinessByInstance {
  return factsOf(snapshot).instances.reduce((staleReadiness, { name, pod }) => {
    const { status, at } = probes.get(pod?.name ?? name) ?? {};
    return status && at
      ? recordProbe(staleReadiness, name, {
          up: !status.mightBeUnavailable,
          at,
        })
      : staleReadiness;
  }, before);
}

function slotsOf(primary: InstanceStatus | undefined): Slot[] {
  return (primary?.replicationSlotsInfo ?? []).map(
    ({ slotName, slotType, active, restartLsn, walStatus }) => ({
      name: slotName,
      type: slotType === 'logical' ? 'logical' : 'physical',
      active: active ?? false,
      retainedBytes: lsnDistance(restartLsn, primary?.currentLsn),
      walStatus: walStatus || undefined,
    }),
  );
}
