import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { items, sentences } from '../../messages/lists';
import { isKnown, type Snapshot } from '../../model/Snapshot';
import type { RankedAttention } from '../rankedAttention';

/** What is read from a kind, for people, and the resource that Backstage needs the right to read. @public */
export interface KindAccess {
  what: Message;
  right: string;
}

/** Access to the kinds that every provider on Kubernetes caches. @public */
export const partAccess = {
  pods: { what: message('podsOfInstances'), right: 'pods' },
  services: { what: message('services'), right: 'services' },
  endpointSlices: {
    what: message('endpointsOfServices'),
    right: 'endpointslices.discovery.k8s.io',
  },
  volumeClaims: { what: message('volumes'), right: 'persistentvolumeclaims' },
} satisfies Record<string, KindAccess>;

/** Something that Backstage cannot read. @public */
export interface MissingAccess {
  what: Message;
  /** The missing right, or another requirement, in a sentence. */
  needs: Message;
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
            ? message('needsRights', { verbs: 'list, watch', resource: right })
            : message('needsResponse', {
                message: `${status?.message ?? status?.status}`,
              }),
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
        what: items(...missing.map(({ what }) => what))!,
      }),
      since: missing[0].since,
      sinceAtLeast: missing[0].sinceAtLeast,
      meaning: message('mayBeOld'),
      nextStep: message('askForAccess', {
        needs: sentences(...missing.map(({ needs }) => needs))!,
      }),
      evidence:
        missing.flatMap(each => each.message ?? []).join('; ') || undefined,
    },
  ];
}
