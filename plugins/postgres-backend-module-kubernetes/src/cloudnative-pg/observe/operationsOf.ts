import type {
  OfferedChanges,
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  bindingLines,
  blockersOf,
  noRestore,
  supportedUnless,
  type DatabaseFacts,
  type RecoveryRange,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import { backupFactsOf } from './backups/backupFactsOf';
import { backupMethods, unsupportedPlugin } from './backups/backupTargets';
import { primaryLacksPlugin } from './backups/pluginInPods';
import { factsOf } from './facts';
import { loginSecret } from './identity';
import { notRestoredOf } from './notRestoredOf';
import { retainedAfterRemoval } from './retainedAfterRemoval';
import { upgradeNeeds } from './upgradeNeeds';

/** Adds what blocks a supported operation at the moment. */
const until = (obstacle: string | undefined, support: Support): Support =>
  support.supported && obstacle ? { ...support, obstacle } : support;

/** Shown before a restore. */
const POINT_IN_TIME_NOTE =
  'A point in time can be restored only if the archive contains a later commit. If nothing is written to the source, choose a point in time before the last change, or none to restore everything that is archived.';

/** Why a backup cannot be taken yet. */
export const LACKS_PLUGIN =
  'The primary does not have the backup plugin yet: the operator restarts the instances to add it. Wait until this is done.';

/** Shown before a change. */
const CHANGE_NOTE =
  'To turn backups to an object store on or off, or to change the store, the operator restarts all instances one by one, the primary last. Applications are disconnected then; with a single instance, until it is back. Existing backups stay where they are. After backups are turned off, they cannot be restored from here.';

/** Returns for each operation whether the database supports it now, and if not, why. Some have a note that is shown before they run. */
export function operationsOf(
  snapshot: CloudNativePgSnapshot,
  facts: DatabaseFacts = factsOf(snapshot),
) {
  const { cluster } = snapshot;
  const { managed, unbound, deleting, hibernated, single } = blockersOf(
    cluster,
    facts,
  );
  const hibernation = hibernatedText(facts);
  const standbys = facts.instances.filter(
    ({ primary, ready }) => ready && !primary,
  );
  const secret = loginSecret(snapshot);
  return {
    bind: supportedUnless(
      deleting,
      managed && `${managed} ${bindingLines(cluster)}`,
    ),
    change: {
      reason: CHANGE_NOTE,
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
      !secret.generated && !cluster.record.specHash
        ? `Its password comes from the Secret '${secret.name}', which is managed outside pgstage. Change the password there.`
        : undefined,
    ),
    'reveal-credentials': supportedUnless(unbound, secret.none),
    backup: until(
      hibernation,
      supportedUnless(
        unbound,
        deleting,
        backupMethods(snapshot).length
          ? undefined
          : 'No backup target is configured for the database.',
        hibernated,
        primaryLacksPlugin(snapshot) ? LACKS_PLUGIN : undefined,
      ),
    ),
    restore: {
      reason:
        [snapshot.archive && POINT_IN_TIME_NOTE, notRestoredOf(snapshot)]
          .filter(Boolean)
          .join(' ') || undefined,
      ...supportedUnless(
        unbound,
        unsupportedPlugin(snapshot),
        noRestore(backupFactsOf(snapshot)),
      ),
    },
    restart: until(
      hibernation,
      supportedUnless(unbound, deleting, managed, hibernated),
    ),
    switchover: until(
      hibernation,
      supportedUnless(
        unbound,
        deleting,
        managed,
        hibernated,
        single,
        standbys.length ? undefined : 'No standby is ready to take over.',
      ),
    ),
    hibernate: supportedUnless(unbound, deleting, managed),
    fence: until(
      hibernation,
      supportedUnless(unbound, deleting, managed, hibernated),
    ),
    'destroy-instance': until(
      hibernation ??
        (facts.instances.some(({ primary }) => !primary)
          ? undefined
          : 'There is no standby now.'),
      supportedUnless(unbound, deleting, hibernated, single),
    ),
  } satisfies OfferedOperations;
}

function hibernatedText({
  hibernationRequested,
}: DatabaseFacts): string | undefined {
  return hibernationRequested ? 'It is hibernated. Wake it first.' : undefined;
}

/** Returns the obstacles and the preconditions of each part of a change. */
export function changesOf(
  snapshot: CloudNativePgSnapshot,
  range: RecoveryRange,
  facts: DatabaseFacts,
): OfferedChanges {
  const obstacle = hibernatedText(facts);
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
