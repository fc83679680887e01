import type {
  Message,
  OfferedChanges,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  blockersOf,
  noRestore,
  supportedUnless,
  type DatabaseFacts,
  type ReportedOperations,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { backupFactsOf, backupsAreOff, isRestoring } from '../backups';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';

const notOffered = (reason: Message): Support => ({ supported: false, reason });

/** Returns for each operation whether the database supports it now, with the reason if not. */
export function operationsOf(
  snapshot: StatefulSetSnapshot,
  facts: DatabaseFacts,
): ReportedOperations {
  const { cluster } = snapshot;
  const backups = backupFactsOf(snapshot);
  const { managed, managedBinding, unbound, deleting } = blockersOf(
    cluster,
    facts,
  );
  const adopted = cluster.record.adopted ? message('adoptedStays') : undefined;
  return {
    bind: supportedUnless(deleting, managedBinding),
    change: {
      reason: message('allRestart'),
      ...supportedUnless(unbound, deleting, managed, adopted),
    },
    remove: {
      reason: message('removesVolumes'),
      ...supportedUnless(unbound, managed, adopted),
    },
    'rotate-password': supportedUnless(unbound, deleting, managed, adopted),
    'reveal-credentials': supportedUnless(unbound, deleting, adopted),
    backup: supportedUnless(
      unbound,
      deleting,
      managed,
      adopted,
      backupsAreOff(cluster),
      isRestoring(cluster),
    ),
    restore: supportedUnless(
      unbound,
      deleting,
      managed,
      adopted,
      noRestore(backups),
    ),
    'delete-backup': notOffered(message('noBackupDeletion')),
    switchover: notOffered(message('noPromotion')),
    restart: {
      reason: message('standbysFirst'),
      ...supportedUnless(unbound, deleting, managed, adopted),
    },
    hibernate: notOffered(message('noHibernation')),
    fence: notOffered(message('noFencing')),
    'destroy-instance': notOffered(message('noReplacement')),
    'rotate-login': notOffered(message('noSecondLogin')),
    'rotate-certificate': notOffered(message('noCertificates')),
  };
}

/** Returns the parts of a change, with what to know before. */
export function changesOf(): OfferedChanges {
  return {
    scale: { supported: true, reason: message('scaleDownDeletes') },
    storage: {
      supported: true,
      reason: message('storageClassMustExpand'),
    },
    upgrade: notOffered(message('noUpgrade')),
    protection: { supported: true },
  };
}
