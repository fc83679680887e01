import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import { manifestsOf } from '../manifests';
import {
  databaseModel,
  labels,
  namesOf,
  type StatefulSetSnapshot,
} from '../model';
import { planFor } from './planFor';

export const NOW = new Date('2026-03-01T12:00:00Z');

/** A time this many seconds ago. */
export const ago = (seconds: number) =>
  new Date(NOW.getTime() - seconds * 1000).toISOString();

const { kinds } = databaseModel;

const meta = (name: string) => ({
  namespace: 'default',
  uid: name,
  resourceVersion: '1',
  creationTimestamp: ago(3600),
});

/** State of the pod of an instance, since this many seconds; null: there is none. */
export type PodState = {
  ready: boolean;
  since?: number;
  container?: 'prepare' | 'postgres';
} | null;

/** Returns a snapshot of a database, as created, with its pods in these states, and an endpoint if the first one is ready. */
export function snapshotFor(
  pods: PodState[],
  spec: DatabaseSpec = {},
  more: { credentials?: boolean; updated?: boolean } = {},
): StatefulSetSnapshot {
  const { credentials = true, updated = true } = more;
  const plan = planFor('orders', {
    version: '17',
    instances: pods.length,
    ...spec,
  });
  const { readWrite, instance } = namesOf('orders');
  const record = {
    ...plan.record,
    ...(credentials && {
      credentials: { store: 'kubernetes', secretRef: 'test/default/orders' },
    }),
  };
  const { cluster, after } = manifestsOf({ ...plan, record });
  const live = (object: KubernetesObject) => ({
    ...object,
    metadata: { ...object.metadata, ...meta(object.metadata.name) },
  });
  const sets = after.filter(({ kind }) => kind.kind === 'StatefulSet');
  return {
    ...databaseModel.withoutParts('test', live(cluster.object)),
    statefulSets: sets.map(({ object }, index) =>
      kinds.statefulSets.transform({
        ...live(object),
        metadata: { ...live(object).metadata, generation: 1 },
        status: {
          observedGeneration: 1,
          readyReplicas: pods[index]?.ready ? 1 : 0,
          currentRevision: 'one',
          updateRevision: updated ? 'one' : 'two',
        },
      }),
    ) as StatefulSetSnapshot['statefulSets'],
    services: after
      .filter(({ kind }) => kind.kind === 'Service')
      .map(({ object }) => kinds.services.transform(live(object))),
    volumeClaims: after
      .filter(
        ({ kind, object }) =>
          kind.kind === 'PersistentVolumeClaim' &&
          object.metadata.labels?.[labels.cluster],
      )
      .map(({ object }) =>
        kinds.volumeClaims.transform({
          ...live(object),
          status: { phase: 'Bound', capacity: { storage: '1Gi' } },
        }),
      ),
    pods: pods.flatMap((state, index) => {
      if (!state) return [];
      const set = sets[index].object;
      const { template } = set.spec as { template: KubernetesObject };
      const { container = 'postgres', ready, since = 600 } = state;
      return [
        kinds.pods.transform({
          ...template,
          metadata: {
            ...template.metadata,
            ...meta(`${instance(index)}-0`),
            name: `${instance(index)}-0`,
          },
          status: {
            phase: 'Running',
            conditions: [
              {
                type: 'Ready',
                status: ready ? 'True' : 'False',
                lastTransitionTime: ago(since),
              },
            ],
            containerStatuses: [
              {
                name: container,
                ready,
                state: { running: { startedAt: ago(600) } },
              },
            ],
          },
        }),
      ];
    }),
    endpointSlices: [
      kinds.endpointSlices.transform({
        metadata: {
          ...meta('slice'),
          name: 'slice',
          labels: { 'kubernetes.io/service-name': readWrite },
        },
        endpoints: [
          {
            addresses: ['10.0.0.1'],
            conditions: { ready: pods[0]?.ready === true },
          },
        ],
      }),
    ],
  };
}
