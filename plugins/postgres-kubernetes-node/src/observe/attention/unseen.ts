import { message } from '../../messages';
import { isKnown, type Snapshot } from '../../model/Snapshot';
import type { Cause } from '../cause';

/** What is read of a kind, in words, and the resource that Backstage needs the right to read for it. @public */
export interface KindRead {
  what: string;
  right: string;
}

/** Of the kinds that every provider on Kubernetes keeps. @public */
export const partReads = {
  pods: { what: 'the pods of the instances', right: 'pods' },
  services: { what: 'services', right: 'services' },
  endpointSlices: {
    what: 'endpoints of services',
    right: 'endpointslices.discovery.k8s.io',
  },
  volumeClaims: { what: 'volumes', right: 'persistentvolumeclaims' },
} satisfies Record<string, KindRead>;

/** What Backstage does not see. @public */
export interface Unseen {
  what: string;
  /** The right that it needs, or what else. */
  needs: string;
  message?: string;
  since?: string;
  sinceAtLeast?: boolean;
}

/** What Backstage does not see, and the right that it needs, of kinds by their name. @public */
export function unseen(
  found: Pick<Snapshot, 'statuses'>,
  reads: Record<string, KindRead>,
): Unseen[] {
  return Object.entries(reads)
    .filter(([kind]) => !isKnown(found, kind))
    .map(([kind, { what, right }]) => {
      const status = found.statuses[kind];
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
export function unseenCauses(missing: Unseen[]): Cause[] {
  if (!missing.length) return [];
  return [
    {
      id: 'unseen',
      weight: 'note',
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
