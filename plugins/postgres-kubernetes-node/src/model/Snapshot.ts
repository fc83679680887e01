import type { KindStatus } from '../cluster';
import type { KeptDatabaseObject } from './kept';
import type { KeptPod } from './keptPod';
import type {
  KeptEndpointSlice,
  KeptService,
  KeptVolumeClaim,
} from './keptParts';
import type { Place } from './Place';

/**
 * A database with all its parts, as they are in memory at one moment. A
 * provider adds what its operator keeps besides.
 *
 * @public
 */
export interface Snapshot<
  Main extends KeptDatabaseObject = KeptDatabaseObject,
  Pod extends KeptPod = KeptPod,
  Kind extends string = string,
> {
  ref: string;
  place: Place;
  /** `<cluster>/<namespace>`. */
  location: string;
  /** The object that the database is: PostgreSQL's instances together, not the Kubernetes cluster. */
  cluster: Main;
  pods: Pod[];
  services: KeptService[];
  endpointSlices: KeptEndpointSlice[];
  volumeClaims: KeptVolumeClaim[];
  /** How reading each kind goes: what is not `ok` may be old or missing. */
  statuses: Partial<Record<Kind, KindStatus>>;
}

/** Whether what is kept of a kind is what the cluster last said of it. @public */
export function isKnown<Kind extends string>(
  { statuses }: { statuses: Partial<Record<Kind, KindStatus>> },
  kind: Kind,
): boolean {
  const status = statuses[kind]?.status;
  return status === undefined || status === 'ok' || status === 'notServed';
}

/** Returns when the cluster was last heard of a kind; `now` where that is not known. @public */
export function heardAt<Kind extends string>(
  { statuses }: { statuses: Partial<Record<Kind, KindStatus>> },
  kind: Kind,
  now: Date,
): Date | string {
  return statuses[kind]?.observedAt ?? now;
}

/** Whether a kind was read at least once, be it long ago. @public */
export function wasRead<Kind extends string>(
  { statuses }: { statuses: Partial<Record<Kind, KindStatus>> },
  kind: Kind,
): boolean {
  const status = statuses[kind];
  return (
    status === undefined ||
    status.status === 'ok' ||
    status.observedAt !== undefined
  );
}

/** Ready addresses behind a service. @public */
export function readyAddresses(
  { endpointSlices }: Pick<Snapshot, 'endpointSlices'>,
  service: string,
): number {
  return new Set(
    endpointSlices
      .filter(slice => slice.service === service)
      .flatMap(slice => slice.readyAddresses),
  ).size;
}
