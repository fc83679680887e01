import type {
  OfferedChanges,
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  bindingLines,
  hindrancesOf,
  noRestore,
  unless,
  type DatabaseFacts,
  type RecoveryRange,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';
import { backupFactsOf } from './backups/backupFactsOf';
import { backupMethods, strangePlugin } from './backups/backupTargets';
import { primaryLacksPlugin } from './backups/pluginInPods';
import { factsOf } from './facts';
import { loginSecret } from './identity';
import { notRestoredOf } from './notRestoredOf';
import { survivorsOf } from './survivorsOf';
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
  found: FoundDatabase,
  facts: DatabaseFacts = factsOf(found),
) {
  const { cluster } = found;
  const { managed, unbound, going, asleep, single } = hindrancesOf(
    cluster,
    facts,
  );
  const sleepy = sleepyWords(facts);
  const standbys = facts.instances.filter(
    ({ primary, ready }) => ready && !primary,
  );
  const secret = loginSecret(found);
  return {
    bind: unless(going, managed && `${managed} ${bindingLines(cluster)}`),
    change: { reason: CHANGE_NOTE, ...unless(unbound, going, managed) },
    // Also where it is offered: who removes a database must know what is gone then.
    remove: { reason: survivorsOf(found), ...unless(unbound, managed) },
    'rotate-password': unless(
      unbound,
      going,
      secret.none,
      !secret.generated && !cluster.record.specHash
        ? `Its password comes from the Secret '${secret.name}', which somebody else supplies. Change it where that Secret is made.`
        : undefined,
    ),
    'reveal-credentials': unless(unbound, secret.none),
    backup: until(
      sleepy,
      unless(
        unbound,
        going,
        backupMethods(found).length
          ? undefined
          : 'No backup target is configured for the database.',
        asleep,
        primaryLacksPlugin(found) ? LACKS_PLUGIN : undefined,
      ),
    ),
    restore: {
      reason:
        [found.archive && MOMENT_NOTE, notRestoredOf(found)]
          .filter(Boolean)
          .join(' ') || undefined,
      ...unless(unbound, strangePlugin(found), noRestore(backupFactsOf(found))),
    },
    restart: until(sleepy, unless(unbound, going, managed, asleep)),
    switchover: until(
      sleepy,
      unless(
        unbound,
        going,
        managed,
        asleep,
        single,
        standbys.length ? undefined : 'No standby is ready to take over.',
      ),
    ),
    hibernate: unless(unbound, going, managed),
    fence: until(sleepy, unless(unbound, going, managed, asleep)),
    'remove-member': until(
      sleepy ??
        (facts.instances.some(({ primary }) => !primary)
          ? undefined
          : 'There is no standby now.'),
      unless(unbound, going, asleep, single),
    ),
  } satisfies OfferedOperations;
}

function sleepyWords({ sleepAsked }: DatabaseFacts): string | undefined {
  return sleepAsked ? 'It is hibernated. Wake it first.' : undefined;
}

/** What stands against parts of a change that is offered, and what they need. */
export function changesOf(
  found: FoundDatabase,
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
    upgrade: { ...asleep, needs: upgradeNeeds(found, range, facts) },
    roles: asleep,
    databases: asleep,
  };
}
