import type {
  DatabaseState,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  bytesOf,
  type KeptVolumeClaim,
  MINUTE,
  isGrowing,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { PartsInput } from './PartsInput';

export function volumes({ found, facts, changing, now }: PartsInput): Part[] {
  const { unusablePVC: unusable = [], danglingPVC: dangling = [] } =
    found.cluster.status;
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
    if (deletedAt) {
      const reason = `is being deleted (Terminating) since ${deletedAt}`;
      return isInUse(claim, { found, facts })
        ? part(
            'attention',
            `${reason}: its data goes with the pod that uses it`,
          )
        : part('changing', reason);
    }
    if (phase === 'Lost') return part('attention', 'lost: its volume is gone');
    if (unusable.includes(name))
      return part('attention', 'not usable: the operator has given it up');
    if (dangling.includes(name))
      return part(
        changing || facts.hibernated ? 'changing' : 'unknown',
        `dangling: no pod uses it${capacity ? `, ${capacity}` : ''}`,
      );
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

/** Whether an instance that is to stay has its data there. */
export function isInUse(
  { instance, name }: KeptVolumeClaim,
  { found, facts }: Pick<PartsInput, 'found' | 'facts'>,
): boolean {
  const { instances, wanted } = facts;
  return (
    !found.cluster.deletedAt &&
    instances.length <= wanted &&
    instances.some(
      ({ name: own, pod }) =>
        own === (instance ?? name) && pod && !pod.deletedAt,
    )
  );
}
