import { message } from '../../messages';
import { isKnown, type Snapshot } from '../../model/Snapshot';
import type { RankedAttention } from '../rankedAttention';

/** What is read of a kind, in words, and the resource that Backstage needs the right to read for it. @public */
export interface KindAccess {
  what: string;
  right: string;
}

/** Of the kinds that every provider on Kubernetes keeps. @public */
export const partAccess = {
  pods: { what: 'the pods of the instances', right: 'pods' },
  services: { what: 'services', right: 'services' },
  endpointSlices: {
    what: 'endpoints of services',
    right: 'endpointslices.discovery.k8s.io',
  },
  volumeClaims: { what: 'volumes', right: 'persistentvolumeclaims' },
} satisfies Record<string, KindAccess>;

/** What Backstage does not see. @public */
export interface MissingAccess {
  what: string;
  /** The right that it needs, or what else. */
  needs: string;
  message?: string;
  since?: string;
  sinceAtLeast?: boolean;
}

/** What Backstage does not see, and the right that it needs, of kinds by their name. @public */
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
            : `an answer of the cluster: ${status?.message ?? status?.status}`,
        message: status?.message,
        since: status?.since,
        // It was never seen.
        ...(!status?.observedAt && { sinceAtLeast: true }),
      };
    });
}

/** One row for all that cannot be seen: what is known of it may be old. @public */
export function missingAccessAttention(
  missing: MissingAccess[],
): RankedAttention[] {
  if (!missing.length) return [];
  return [
    {
      id: 'unseen',
      impact: 'note',
      severity: 'warning',
      what: message('cannotSee', {
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
