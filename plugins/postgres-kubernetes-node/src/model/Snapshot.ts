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
 * A database with all its dependents, as cached at one time. A provider adds
 * its own kinds.
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
  /** The database object: all PostgreSQL instances together, not the Kubernetes cluster. */
  cluster: Main;
  pods: Pod[];
  services: CachedService[];
  endpointSlices: CachedEndpointSlice[];
  volumeClaims: CachedVolumeClaim[];
  /** Status of reading each kind: objects of a kind that is not `ok` may be stale or missing. */
  statuses: Partial<Record<Kind, KindStatus>>;
}

/** Whether the cache of a kind is in sync with the cluster. @public */
export function isKnown<Kind extends string>(
  { statuses }: { statuses: Partial<Record<Kind, KindStatus>> },
  kind: Kind,
): boolean {
  const status = statuses[kind]?.status;
  return status === undefined || status === 'ok' || status === 'notServed';
}

/** Whether the cached objects of a kind are current: its cache is in sync, and the cluster serves it. @public */
export function isListed<Kind extends string>(
  { statuses }: { statuses: Partial<Record<Kind, KindStatus>> },
  kind: Kind,
): boolean {
  return (statuses[kind]?.status ?? 'ok') === 'ok';
}

/** Returns when a kind was last observed, or `now` if that is not known. @public */
export function lastObservedAt<Kind extends string>(
  { statuses }: { statuses: Partial<Record<Kind, KindStatus>> },
  kind: Kind,
  now: Date,
): Date | string {
  return statuses[kind]?.observedAt ?? now;
}

/** Whether a kind was read at least once, however long ago. @public */
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

/** Returns the number of ready addresses of a Service. @public */
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
