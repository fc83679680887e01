import {
  managedBy,
  objectKey,
  type KubernetesObject,
  type WatchedKind,
} from '../cluster';
import {
  statusesOf,
  type DatabaseKinds,
  type DatabaseModel,
} from './DatabaseModel';
import type {
  KeptEndpointSlice,
  KeptService,
  KeptVolumeClaim,
} from './keptParts';
import type { KeptPod } from './keptPod';
import { BY_CLUSTER } from './ofCluster';
import { endpointSliceKind, serviceKind, volumeClaimKind } from './partKinds';
import type { PartLabels } from './PartLabels';
import { locationOf, refsOf, type Place } from './Place';
import { podKind } from './podKind';
import type { ProviderContext } from './ProviderContext';
import type { Snapshot } from './Snapshot';

/** The kinds of the parts that every database on Kubernetes has. @public */
export interface PartKinds {
  pods: WatchedKind<KeptPod>;
  services: WatchedKind<KeptService>;
  endpointSlices: WatchedKind<KeptEndpointSlice>;
  volumeClaims: WatchedKind<KeptVolumeClaim>;
}

/** The same, found by the labels of an operator. @public */
export const partKindsOf = (labels: PartLabels): PartKinds => ({
  pods: podKind(labels, () => ({})),
  services: serviceKind(labels),
  endpointSlices: endpointSliceKind(labels),
  volumeClaims: volumeClaimKind(labels),
});

/** The parts of one kind that a database has. @public */
export type PartsOf = <T>(kind: WatchedKind<T>) => T[];

/** A {@link DatabaseModel}, which finds databases that were read just now, too. @public */
export interface FullDatabaseModel<Found extends Snapshot>
  extends DatabaseModel<Found, ProviderContext> {
  /** An object as an API server just answered it, without parts: nothing else is known yet. */
  alone(clusterName: string, object: KubernetesObject): Found;
}

/**
 * The model of a provider whose databases are objects with pods, services and
 * volumes, each found by its label.
 *
 * @param provider - its id, part of every ref
 * @param own - what it keeps besides
 * @public
 */
export function databaseModelOf<Found extends Snapshot>(
  provider: string,
  kinds: DatabaseKinds<Found['cluster']> & PartKinds,
  own: (parts: PartsOf) => Omit<Found, keyof Snapshot>,
): FullDatabaseModel<Found> {
  const refs = refsOf(provider);
  const found = (
    place: Place,
    cluster: Found['cluster'],
    parts: PartsOf,
    statuses: Snapshot['statuses'],
  ) => {
    const shared: Snapshot = {
      ref: refs.refOf(place),
      place,
      location: locationOf(place),
      cluster,
      pods: parts(kinds.pods),
      services: parts(kinds.services),
      endpointSlices: parts(kinds.endpointSlices),
      volumeClaims: parts(kinds.volumeClaims),
      statuses,
    };
    return { ...shared, ...own(parts) } as Found;
  };
  return {
    kinds,
    ...refs,
    find: ({ name: cluster, watch }, kept) => {
      const { namespace, name } = kept;
      const parts: PartsOf = kind =>
        watch
          .store(kind)
          .by(BY_CLUSTER, objectKey(kept))
          .map(({ value }) => value);
      const place = { cluster, namespace, name };
      return found(place, kept, parts, statusesOf(watch, kinds));
    },
    alone: (cluster, object) => {
      const kept = kinds.clusters.slim(object, managedBy(object));
      const { namespace, name } = kept;
      return found({ cluster, namespace, name }, kept, () => [], {});
    },
  };
}
