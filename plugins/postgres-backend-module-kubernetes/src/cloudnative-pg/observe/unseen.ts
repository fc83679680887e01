import {
  partReads,
  unseen,
  type KindRead,
  type Unseen,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase, KindName } from '../model';

const { pods, ...parts } = partReads;

const READS: Partial<Record<KindName, KindRead>> = {
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

/** What Backstage does not see of a database, and the right that it needs. */
export function unseenOf(found: FoundDatabase): Unseen[] {
  return unseen(found, READS as Record<string, KindRead>);
}
