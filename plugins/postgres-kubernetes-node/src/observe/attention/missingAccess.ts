import { message } from '../../messages';
import { isKnown, type Snapshot } from '../../model/Snapshot';
import type { RankedAttention } from '../rankedAttention';

/** What is read from a kind, for people, and the resource that Backstage needs the right to read. @public */
export interface KindAccess {
  what: string;
  right: string;
}

/** Access to the kinds that every provider on Kubernetes caches. @public */
export const partAccess = {
  pods: { what: 'the pods of the instances', right: 'pods' },
  services: { what: 'services', right: 'services' },
  endpointSlices: {
    what: 'endpoints of services',
    right: 'endpointslices.discovery.k8s.io',
  },
  volumeClaims: { what: 'volumes', right: 'persistentvolumeclaims' },
} satisfies Record<string, KindAccess>;

/** Something that Backstage cannot read. @public */
export interface MissingAccess {
  what: string;
  /** The missing right, or another requirement. */
  needs: string;
  message?: string;
  since?: string;
  sinceAtLeast?: boolean;
}

/** Returns what Backstage cannot read, with the right that it needs, for kinds by name. @public */
export function missingAccess(
  snapshot: Pick<Snapshot, 'statuses'>,
  reads: Record<string, KindAccess>,
): MissingAccess[] {
  return Object.entries(reads)
    .filter(([kind]) => !isKnown(snapshot, kind))
    .map(([kind, { what, right }]) => {
      const status = snapshot.statuses[kind];
      return {
        what,
        needs:
          status?.status === 'forbidden'
            ? `list and watch on ${right}`
            : `a response of the cluster: ${status?.message ?? status?.status}`,
        message: status?.message,
        since: status?.since,
        // It was never observed.
        ...(!status?.observedAt && { sinceAtLeast: true }),
      };
    });
}

/** Returns one row for everything that cannot be read: the cached data may be stale. @public */
export function missingAccessAttention(
  missing: MissingAccess[],
): RankedAttention[] {
  if (!missing.length) return [];
  return [
    {
      id: 'unseen',
      impact: 'note',
      severity: 'warning',
      what: message('cannotRead', {
        what: missing.map(({ what }) => what).join(', '),
      }),
      since: missing[0].since,
      sinceAtLeast: missing[0].sinceAtLeast,
      meaning: message('mayBeOld'),
      nextStep: message('backstageNeeds', {
        needs: missing.map(({ needs }) => needs).join('; '),
      }),
      evidence:
        missing.flatMap(each => each.message ?? []).join('; ') || undefined,
    },
  ];
}
