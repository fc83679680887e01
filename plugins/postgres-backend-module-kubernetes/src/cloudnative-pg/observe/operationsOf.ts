import type {
  Message,
  OfferedChanges,
  OfferedOperations,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  blockersOf,
  noRestore,
  primaryObstacle,
  supportedUnless,
  withObstacle,
  type DatabaseFacts,
  type RecoveryRange,
  sentences,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import type { CloudNativePgSnapshot } from '../model';
import { backupFactsOf } from './backups/backupFactsOf';
import { backupMethods, unsupportedPlugin } from './backups/backupTargets';
import { primaryLacksPlugin } from './backups/pluginInPods';
import { factsOf } from './facts';
import { loginSecret, primaryOf } from './identity';
import { notRestoredOf } from './notRestoredOf';
import { retainedAfterRemoval } from './retainedAfterRemoval';
import { upgradeNeeds } from './upgradeNeeds';

/** Returns for each operation whether the database supports it now, and if not, why. Some have a note that is shown before they run. */
export function operationsOf(
  snapshot: CloudNativePgSnapshot,
  facts: DatabaseFacts = factsOf(snapshot),
) {
  const { cluster } = snapshot;
  const { managed, managedBinding, unbound, deleting, hibernated, single } =
    blockersOf(cluster, facts);
  const hibernation = hibernationObstacle(facts);
  const standbys = facts.instances.filter(
    ({ primary, ready }) => ready && !primary,
  );
  const secret = loginSecret(snapshot);
  return {
    bind: supportedUnless(deleting, managedBinding),
    change: {
      reason: message('restartsForStore'),
      ...supportedUnless(unbound, deleting, managed),
    },
    // Also if supported: whoever removes a database must know what is retained.
    remove: {
      reason: retainedAfterRemoval(snapshot),
      ...supportedUnless(unbound, managed),
    },
    'rotate-password': supportedUnless(
      unbound,
      deleting,
      secret.none,
      secret.name && !secret.generated && !cluster.record.specHash
        ? message('passwordManagedOutside', { secret: secret.name })
        : undefined,
    ),
    'reveal-credentials': supportedUnless(unbound, secret.none),
    'read-logs': supportedUnless(unbound),
    backup: withObstacle(
      hibernation,
      supportedUnless(
        unbound,
        deleting,
        backupMethods(snapshot).length ? undefined : message('noTarget'),
        hibernated,
        primaryLacksPlugin(snapshot)
          ? message('primaryLacksPlugin')
          : undefined,
      ),
    ),
    restore: {
      reason: sentences(
        snapshot.archive && message('pointInTimeNeedsCommit'),
        notRestoredOf(snapshot),
      ),
      ...supportedUnless(
        unbound,
        unsupportedPlugin(snapshot),
        noRestore(backupFactsOf(snapshot)),
      ),
    },
    restart: withObstacle(
      hibernation,
      supportedUnless(unbound, deleting, managed, hibernated),
    ),
    switchover: withObstacle(
      hibernation ?? primaryObstacle(...primaryOf(cluster)),
      supportedUnless(
        unbound,
        deleting,
        managed,
        hibernated,
        single,
        standbys.length ? undefined : message('noStandbyReady'),
      ),
    ),
    hibernate: supportedUnless(unbound, deleting, managed),
    fence: withObstacle(
      hibernation,
      supportedUnless(unbound, deleting, managed, hibernated),
    ),
    'destroy-instance': withObstacle(
      hibernation ??
        primaryObstacle(...primaryOf(cluster)) ??
        (facts.instances.some(({ primary }) => !primary)
          ? undefined
          : message('noStandby')),
      supportedUnless(unbound, deleting, hibernated, single),
    ),
  } satisfies OfferedOperations;
}

function hibernationObstacle({
  hibernationRequested,
}: DatabaseFacts): Message | undefined {
  return hibernationRequested ? message('wakeFirst') : undefined;
}

/** Returns the obstacles and the preconditions of each part of a change. */
export function changesOf(
  snapshot: CloudNativePgSnapshot,
  range: RecoveryRange,
  facts: DatabaseFacts,
): OfferedChanges {
  const obstacle = hibernationObstacle(facts);
  const support = {
    supported: true as const,
    ...(obstacle && { obstacle }),
  };
  return {
    scale: support,
    storage: support,
    // Also while a change is in progress: setting the former version reverts an upgrade that hangs.
    upgrade: { ...support, needs: upgradeNeeds(snapshot, range, facts) },
    roles: support,
    databases: support,
  };
}
