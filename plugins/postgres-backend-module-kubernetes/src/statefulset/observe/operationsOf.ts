import type {
  Message,
  OfferedChanges,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  blockersOf,
  noRestore,
  supportedUnless,
  withObstacle,
  type DatabaseFacts,
  type ReportedOperations,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { backupFactsOf, backupsAreOff, isRestoring } from '../backups';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import { promotionStateOf } from '../promote/state';

const notOffered = (reason: Message): Support => ({ supported: false, reason });

/** Returns for each operation whether the database supports it now, with the reason if not. */
export function operationsOf(
  snapshot: StatefulSetSnapshot,
  facts: DatabaseFacts,
): ReportedOperations {
  const { cluster } = snapshot;
  const backups = backupFactsOf(snapshot);
  const { managed, managedBinding, unbound, deleting, single } = blockersOf(
    cluster,
    facts,
  );
  const promotion = promotionStateOf(snapshot)?.promotion;
  const promotes = promotion && message('promotionRuns', { to: promotion.to });
  const hasReadyStandby = facts.instances.some(
    each => !each.primary && each.ready,
  );
  const adopted = cluster.record.adopted ? message('adoptedStays') : undefined;
  return {
    bind: supportedUnless(deleting, managedBinding),
    change: {
      reason: message('allRestart'),
      ...withObstacle(
        promotes,
        supportedUnless(unbound, deleting, managed, adopted),
      ),
    },
    remove: {
      reason: message('removesVolumes'),
      ...supportedUnless(unbound, managed, adopted),
    },
    'rotate-password': withObstacle(
      promotes,
      supportedUnless(unbound, deleting, managed, adopted),
    ),
    'reveal-credentials': supportedUnless(unbound, deleting, adopted),
    'read-logs': supportedUnless(unbound),
    backup: withObstacle(
      promotes,
      supportedUnless(
        unbound,
        deleting,
        managed,
        adopted,
        backupsAreOff(cluster),
        isRestoring(cluster),
      ),
    ),
    restore: supportedUnless(
      unbound,
      deleting,
      managed,
      adopted,
      noRestore(backups),
    ),
    'delete-backup': notOffered(message('noBackupDeletion')),
    switchover: notOffered(message('noSwitchover')),
    promote: {
      reason: message('promotionStops'),
      ...withObstacle(
        hasReadyStandby || promotion ? undefined : message('noStandby'),
        supportedUnless(
          unbound,
          deleting,
          managed,
          adopted,
          single,
          snapshot.statefulSets.every(({ promotable }) => promotable)
            ? undefined
            : message('createdBefore'),
          isRestoring(cluster),
        ),
      ),
    },
    restart: {
      reason: message('standbysFirst'),
      ...withObstacle(
        promotes,
        supportedUnless(unbound, deleting, managed, adopted),
      ),
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
