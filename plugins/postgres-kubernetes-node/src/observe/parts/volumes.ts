import type {
  DatabaseState,
  Message,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { bytesOf } from '../../config/text';
import type { CachedVolumeClaim } from '../../model/cachedParts';
import type { Snapshot } from '../../model/Snapshot';
import type { InstanceFacts } from '../Instance';
import { MINUTE } from '../EvaluationTime';
import { isGrowing } from '../volumeGrowth';

/** Input for the parts of a database. @public */
export interface PartsInput<
  TSnapshot extends Pick<Snapshot, 'cluster'> = Snapshot,
  Facts extends InstanceFacts = InstanceFacts,
> {
  snapshot: TSnapshot;
  facts: Facts;
  /** A planned change is in progress: parts that are down raise no alarm. */
  changing: boolean;
  now: Date;
}

/**
 * Returns the volumes of a database as parts.
 *
 * @param unused - names of claims that the operator has given up (`unusable`),
 * and of those that no pod uses (`dangling`)
 * @public
 */
export function volumeParts(
  { snapshot, facts, changing, now }: PartsInput,
  unused: { unusable?: string[]; dangling?: string[] },
): Part[] {
  const { unusable = [], dangling = [] } = unused;
  return snapshot.volumeClaims.map(claim => {
    const {
      name,
      phase,
      capacity,
      requested,
      conditions: all,
      createdAt,
      deletedAt,
    } = claim;
    const part = (state: DatabaseState, reason: Message): Part => ({
      kind: 'volume',
      name,
      state,
      reason,
      sizeBytes: bytesOf(capacity ?? requested),
    });
    const failed = all.find(({ type }) => /Error$|Infeasible/.test(type));
    if (deletedAt) {
      const since = { since: deletedAt };
      return isInUse(claim, { snapshot, facts })
        ? part('attention', message('volumeDeletionInUse', since))
        : part('changing', message('volumeDeletion', since));
    }
    if (phase === 'Lost') return part('attention', message('volumeLost'));
    if (unusable.includes(name))
      return part('attention', message('volumeNotUsable'));
    if (dangling.includes(name))
      return part(
        changing || facts.hibernated ? 'changing' : 'unknown',
        capacity
          ? message('volumeDanglingWith', { capacity })
          : message('volumeDangling'),
      );
    if (phase !== 'Bound') {
      const late = now.getTime() - Date.parse(createdAt) > 5 * MINUTE;
      return part(late ? 'attention' : 'changing', waitingText(claim));
    }
    if (isGrowing(claim)) {
      const sizes = { from: `${capacity}`, to: `${requested}` };
      return failed
        ? part(
            'attention',
            message('volumeCannotGrow', {
              ...sizes,
              reason: failed.message ?? failed.type,
            }),
          )
        : part('changing', message('volumeGrows', sizes));
    }
    return part(
      'working',
      message('volumeBoundWith', { capacity: `${capacity}` }),
    );
  });
}

function waitingText({ phase, storageClass }: CachedVolumeClaim): Message {
  if (!storageClass)
    return phase ? message('volumeWaits', { phase }) : message('volumeNew');
  return phase
    ? message('volumeWaitsOfClass', { phase, storageClass })
    : message('volumeNewOfClass', { storageClass });
}

/** Whether an instance that stays has its data there. @public */
export function isInUse(
  { instance, name }: CachedVolumeClaim,
  { snapshot, facts }: Pick<PartsInput, 'snapshot' | 'facts'>,
): boolean {
  const { instances, desired } = facts;
  return (
    !snapshot.cluster.deletedAt &&
    instances.length <= desired &&
    instances.some(
      ({ name: own, pod }) =>
        own === (instance ?? name) && pod && !pod.deletedAt,
    )
  );
}
