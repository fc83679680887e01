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

/** The same, with what stands against it just now where it is offered. */
const until = (obstacle: string | undefined, support: Support): Support =>
  support.supported && obstacle ? { ...support, obstacle } : support;

/** What to know before a restore. */
const MOMENT_NOTE =
  'A moment is reached once the archive holds a commit after it: on a source where nothing is written, name a moment before the last change, or none, which restores all that is archived.';

/** Why a backup would fail. */
export const LACKS_PLUGIN =
  'The plugin for backups is still to be set up in the primary: the operator restarts the instances for it. Wait until that is done.';

/** What to know before a change. */
const CHANGE_NOTE =
  'To switch backups to an object store on or off, or to another one, the operator restarts all instances one by one, the primary last: applications are cut off then, with one instance until it is back. Backups that were made before stay where they are, and are not restored from here once they are switched off.';

/** What can be done to a database now, and where not, why and where instead. */
export function operationsOf(
  snapshot: CloudNativePgSnapshot,
  facts: DatabaseFacts = factsOf(snapshot),
) {
  const { cluster } = snapshot;
  const { managed, unbound, going, asleep, single } = blockersOf(
    cluster,
    facts,
  );
  const sleepy = sleepyWords(facts);
  const standbys = facts.instances.filter(
    ({ primary, ready }) => ready && !primary,
  );
  const secret = loginSecret(snapshot);
  return {
    bind: supportedUnless(
      going,
      managed && `${managed} ${bindingLines(cluster)}`,
    ),
    change: {
      reason: CHANGE_NOTE,
      ...supportedUnless(unbound, going, managed),
    },
    // Also where it is offered: who removes a database must know what is gone then.
    remove: {
      reason: retainedAfterRemoval(snapshot),
      ...supportedUnless(unbound, managed),
    },
    'rotate-password': supportedUnless(
      unbound,
      going,
      secret.none,
      !secret.generated && !cluster.record.specHash
        ? `Its password comes from the Secret '${secret.name}', which somebody else supplies. Change it where that Secret is made.`
        : undefined,
    ),
    'reveal-credentials': supportedUnless(unbound, secret.none),
    backup: until(
      sleepy,
      supportedUnless(
        unbound,
        going,
        backupMethods(snapshot).length
          ? undefined
          : 'No backup target is configured for the database.',
        asleep,
        primaryLacksPlugin(snapshot) ? LACKS_PLUGIN : undefined,
      ),
    ),
    restore: {
      reason:
        [snapshot.archive && MOMENT_NOTE, notRestoredOf(snapshot)]
          .filter(Boolean)
          .join(' ') || undefined,
      ...supportedUnless(
        unbound,
        unsupportedPlugin(snapshot),
        noRestore(backupFactsOf(snapshot)),
      ),
    },
    restart: until(sleepy, supportedUnless(unbound, going, managed, asleep)),
    switchover: until(
      sleepy,
      supportedUnless(
        unbound,
        going,
        managed,
        asleep,
        single,
        standbys.length ? undefined : 'No standby is ready to take over.',
      ),
    ),
    hibernate: supportedUnless(unbound, going, managed),
    fence: until(sleepy, supportedUnless(unbound, going, managed, asleep)),
    'destroy-instance': until(
      sleepy ??
        (facts.instances.some(({ primary }) => !primary)
          ? undefined
          : 'There is no standby now.'),
      supportedUnless(unbound, going, asleep, single),
    ),
  } satisfies OfferedOperations;
}

function sleepyWords({
  hibernationRequested,
}: DatabaseFacts): string | undefined {
  return hibernationRequested ? 'It is hibernated. Wake it first.' : undefined;
}

/** What stands against parts of a change that is offered, and what they need. */
export function changesOf(
  snapshot: CloudNativePgSnapshot,
  range: RecoveryRange,
  facts: DatabaseFacts,
): OfferedChanges {
  const obstacle = sleepyWords(facts);
  const asleep = {
    supported: true as const,
    ...(obstacle && { obstacle }),
  };
  return {
    scale: asleep,
    storage: asleep,
    // With a change under way, too: an upgrade that hangs is taken back by the version of before.
    upgrade: { ...asleep, needs: upgradeNeeds(snapshot, range, facts) },
    roles: asleep,
    databases: asleep,
  };
}
