import type { FoundDatabase } from '../model';
import { withoutPlugin, withOldPlugin } from './backups/pluginInPods';
import { UNKNOWN_PLAN } from './Course';
import type { Facts } from './facts';
import type { Moment } from './moment';
import { withReason } from './phases';

/** What instances are waited for, and after what. */
export function waitingWords({ facts, course }: Moment): string {
  const { instances, wanted, ready } = facts;
  const plan = course.plan === UNKNOWN_PLAN ? undefined : course.plan;
  const count = `${ready} of ${wanted} ready`;
  if (instances.length > wanted) return removingWords(facts);
  const down = instances.filter(instance => !instance.ready);
  const what = down.length
    ? `waiting for ${down
        .map(({ name }) => name)
        .join(', ')} to become ready (${count})`
    : `waiting for the operator (${count})`;
  return plan ? `${plan}: ${what}` : `W${what.slice(1)}`;
}

export function removingWords({ instances, wanted }: Facts): string {
  return `Removing ${instances.length - wanted} of ${
    instances.length
  } instances`;
}

/** The words of a phase, with what is known of this database besides. */
export function changeWords({ found, facts }: Moment, words: string): string {
  const { status, spec } = found.cluster;
  if (status.phase === 'Setting up primary') {
    return spec.bootstrap?.recovery
      ? 'Restoring from a backup: creating the first instance'
      : words;
  }
  if (status.phase === 'Creating a new replica') {
    return `${words} (${facts.ready} of ${facts.wanted} instances are ready)`;
  }
  return withReason(words, pluginWords(found) ?? status.phaseReason);
}

/** What a restart of instances is for, where a change of their backups needs it. */
export function pluginWords(found: FoundDatabase): string | undefined {
  const [without, old] = [withoutPlugin(found), withOldPlugin(found)];
  if (without.length)
    return `the plugin for backups is still to be set up in ${without.join(
      ', ',
    )}`;
  return old.length
    ? `the plugin for backups is still in ${old.join(', ')}`
    : undefined;
}

/** Which instances run no PostgreSQL, on purpose. */
export function fencedWords({ facts }: Moment): string {
  const names = facts.instances
    .filter(({ fenced }) => fenced)
    .map(({ name }) => name);
  return `Fenced: PostgreSQL is stopped on ${
    names.join(', ') || facts.fenced.join(', ')
  }`;
}
