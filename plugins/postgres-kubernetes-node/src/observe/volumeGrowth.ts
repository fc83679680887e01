import { bytesOf } from '../config/text';
import type { CachedVolumeClaim } from '../model/cachedParts';
import type { Snapshot } from '../model/Snapshot';

/** Whether a volume is smaller than requested. Storage classes may round up. @public */
export function isGrowing({
  requested,
  capacity,
  phase,
}: Pick<CachedVolumeClaim, 'requested' | 'capacity' | 'phase'>): boolean {
  const [desired, has] = [bytesOf(requested), bytesOf(capacity)];
  return (
    phase === 'Bound' &&
    desired !== undefined &&
    has !== undefined &&
    has < desired
  );
}

/** Returns the names of the claims that are being resized, for a sentence. @public */
export function growingClaims({
  volumeClaims,
}: Pick<Snapshot, 'volumeClaims'>): string {
  return volumeClaims
    .filter(isGrowing)
    .map(({ name }) => name)
    .join(', ');
}
