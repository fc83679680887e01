import {
  bytesOf,
  type KeptVolumeClaim,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';

/** Whether a volume is smaller than was asked for. Storage classes may round up. */
export function isGrowing({
  requested,
  capacity,
  phase,
}: Pick<KeptVolumeClaim, 'requested' | 'capacity' | 'phase'>): boolean {
  const [wanted, has] = [bytesOf(requested), bytesOf(capacity)];
  return (
    phase === 'Bound' &&
    wanted !== undefined &&
    has !== undefined &&
    has < wanted
  );
}

/** Sizes that the database asks for, by role of the volume. */
export function askedSizes({
  cluster: { spec },
}: FoundDatabase): Record<string, string | undefined> {
  return { PG_DATA: spec.storage?.size, PG_WAL: spec.walStorage?.size };
}

/** Names of the claims that grow, for a sentence. */
export function growingClaims({ volumeClaims }: FoundDatabase): string {
  return volumeClaims
    .filter(isGrowing)
    .map(({ name }) => name)
    .join(', ');
}
