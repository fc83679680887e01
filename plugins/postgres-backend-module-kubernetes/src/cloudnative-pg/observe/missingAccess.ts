import {
  partAccess,
  missingAccess,
  type KindAccess,
  type MissingAccess,
  kubernetesMessage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot, KindName } from '../model';

const { pods, ...parts } = partAccess;

const READS: Partial<Record<KindName, KindAccess>> = {
  pods,
  backups: {
    what: kubernetesMessage('backupObjects'),
    right: 'backups.postgresql.cnpg.io',
  },
  scheduledBackups: {
    what: kubernetesMessage('schedulesOfBackups'),
    right: 'scheduledbackups.postgresql.cnpg.io',
  },
  poolers: {
    what: kubernetesMessage('poolers'),
    right: 'poolers.postgresql.cnpg.io',
  },
  databases: {
    what: kubernetesMessage('declaredDatabases'),
    right: 'databases.postgresql.cnpg.io',
  },
  objectStores: {
    what: kubernetesMessage('objectStores'),
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
