import type {
  DatabaseState,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import { bytesOf } from '../../model';
import { MINUTE } from '../moment';
import { isGrowing } from '../volumeGrowth';
import type { PartsInput } from './PartsInput';

export function volumes({ found, now }: PartsInput): Part[] {
  const unusable = found.cluster.status.unusablePVC ?? [];
  return found.volumeClaims.map(claim => {
    const {
      name,
      phase,
      capacity,
      requested,
      conditions: all,
      createdAt,
      deletedAt,
    } = claim;
    const part = (state: DatabaseState, reason: string): Part => ({
      kind: 'volume',
      name,
      state,
      reason,
      sizeBytes: bytesOf(capacity ?? requested),
    });
    const failed = all.find(({ type }) => /Error$|Infeasible/.test(type));
    if (deletedAt) return part('changing', 'is being removed');
    if (phase === 'Lost') return part('attention', 'lost: its volume is gone');
    if (unusable.includes(name))
      return part('attention', 'not usable: the operator has given it up');
    if (phase !== 'Bound') {
      const late = now.getTime() - Date.parse(createdAt) > 5 * MINUTE;
      return part(
        late ? 'attention' : 'changing',
        `${phase ?? 'new'}: waits for a volume${
          claim.storageClass ? ` of class ${claim.storageClass}` : ''
        }`,
      );
    }
    if (isGrowing(claim)) {
      return failed
        ? part(
            'attention',
            `cannot grow from ${capacity} to ${requested}: ${
              failed.message ?? failed.type
            }`,
          )
        : part('changing', `grows from ${capacity} to ${requested}`);
    }
    return part('working', `bound, ${capacity}`);
  });
}
