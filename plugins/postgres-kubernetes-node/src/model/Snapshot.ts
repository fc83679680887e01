import type { KindStatus } from '../cluster';
import type { CachedDatabaseObject } from './cachedTypes';
import type { CachedPod } from './CachedPod';
import type {
  CachedEndpointSlice,
  CachedService,
  CachedVolumeClaim,
} from './cachedParts';
import type { DatabaseKey } from './DatabaseKey';

/**
 * A database with all its parts, as they are in memory at one moment. A
 * provider adds what its operator keeps besides.
 *
 * @public
 */
export interface Snapshot<
  Main extends CachedDatabaseObject = CachedDatabaseObject,
  Pod extends CachedPod = CachedPod,
  Kind extends string = string,
> {
  ref: string;
  key: DatabaseKey;
  /** `<cluster>/<namespace>`. */
  location: string;
  /** The object that the database is: PostgreSQL's instances together, not the Kubernetes cluster. */
  cluster: Main;
  pods: Pod[];
  services: CachedService[];
  endpointSlices: CachedEndpointSlice[];
  volumeClaims: CachedVolumeClaim[];
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
export function lastObservedAt<Kind extends string>(
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
