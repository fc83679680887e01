import {
  partAccess,
  missingAccess,
  type KindAccess,
  type MissingAccess,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot, KindName } from '../model';

const { pods, ...parts } = partAccess;

const READS: Partial<Record<KindName, KindAccess>> = {
  pods,
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
  ...parts,
};

/** Returns what Backstage cannot read of a database, and the permission that it needs. */
export function missingAccessOf(
  snapshot: CloudNativePgSnapshot,
): MissingAccess[] {
  return missingAccess(snapshot, READS as Record<string, KindAccess>);
}
