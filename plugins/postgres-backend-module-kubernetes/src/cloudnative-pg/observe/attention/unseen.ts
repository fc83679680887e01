import {
  type Cause,
  isKnown,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { KindName } from '../../model';
import type { Moment } from '../moment';

const READS: Partial<Record<KindName, { what: string; right: string }>> = {
  pods: { what: 'the pods of the instances', right: 'pods' },
  backups: { what: 'backups', right: 'backups.postgresql.cnpg.io' },
  scheduledBackups: {
    what: 'schedules of backups',
    right: 'scheduledbackups.postgresql.cnpg.io',
  },
  poolers: { what: 'poolers', right: 'poolers.postgresql.cnpg.io' },
  databases: {
    what: 'declared databases',
    right: 'databases.postgresql.cnpg.io',
  },
  objectStores: {
    what: 'object stores of backups',
    right: 'objectstores.barmancloud.cnpg.io',
  },
  services: { what: 'services', right: 'services' },
  endpointSlices: {
    what: 'endpoints of services',
    right: 'endpointslices.discovery.k8s.io',
  },
  volumeClaims: { what: 'volumes', right: 'persistentvolumeclaims' },
};

/** What Backstage does not see, and the right that it needs. */
export function unseen({ found }: Pick<Moment, 'found'>): Array<{
  what: string;
  needs: string;
  message?: string;
  since?: string;
  sinceAtLeast?: boolean;
}> {
  return (Object.keys(READS) as KindName[])
    .filter(kind => !isKnown(found, kind))
    .map(kind => {
      const { what, right } = READS[kind]!;
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

/** One row for all that cannot be seen: what is known of it may be old. */
export function unseenCauses(moment: Moment): Cause[] {
  const missing = unseen(moment);
  if (!missing.length) return [];
  return [
    {
      id: 'unseen',
      weight: 'note',
      severity: 'warning',
      what: `Backstage cannot see ${missing
        .map(({ what }) => what)
        .join(', ')}.`,
      since: missing[0].since,
      sinceAtLeast: missing[0].sinceAtLeast,
      meaning: 'What is shown of them is missing or old.',
      nextStep: `Ask the platform team. Backstage needs ${missing
        .map(({ needs }) => needs)
        .join('; ')}.`,
      evidence:
        missing.flatMap(({ message }) => message ?? []).join('; ') || undefined,
    },
  ];
}
