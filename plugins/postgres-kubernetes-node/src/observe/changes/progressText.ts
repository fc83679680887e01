import { message } from '../../messages';
import type { DatabaseFacts } from '../DatabaseFacts';
import type { EvaluationInput } from '../EvaluationInput';
import { createdBy } from '../PhaseMeaning';
import { UNKNOWN_PLAN } from './OngoingChange';

/** What instances are waited for, and after what. */
export function waitingText({ facts, ongoing }: EvaluationInput): string {
  const { instances, wanted, ready } = facts;
  const plan = ongoing.plan === UNKNOWN_PLAN ? undefined : ongoing.plan;
  const count = `${ready} of ${wanted} ready`;
  if (instances.length > wanted) return removalText(facts);
  const down = instances.filter(instance => !instance.ready);
  const what = down.length
    ? `waiting for ${down
        .map(({ name }) => name)
        .join(', ')} to become ready (${count})`
    : `waiting for the operator (${count})`;
  return plan ? `${plan}: ${what}` : `W${what.slice(1)}`;
}

export function removalText({ instances, wanted }: DatabaseFacts): string {
  return `Removing ${instances.length - wanted} of ${
    instances.length
  } instances`;
}

/** The words of a phase, with what is known of this database besides. */
export function progressText(
  { operator, facts }: EvaluationInput,
  words: string,
): string {
  switch (createdBy(operator.meant)) {
    case 'first':
      return operator.isRestored
        ? 'Restoring from a backup: creating the first instance'
        : words;
    case 'standby':
      return `${words} (${facts.ready} of ${facts.wanted} instances are ready)`;
    default:
      return withReason(words, operator.restartFor ?? operator.reason);
  }
}

/** A sentence: the words, and what the operator adds. */
export function withReason(words: string, reason?: string): string {
  return reason ? `${words}: ${reason.replace(/\.$/, '')}` : words;
}

/** Which instances run no PostgreSQL, on purpose. */
export function fencedText(input: EvaluationInput): string {
  const names = fencedNamesOf(input);
  return message('fenced', { names }).text.replace(/\.$/, '');
}

/** Names of the fenced instances. */
export function fencedNamesOf({ facts }: EvaluationInput): string {
  const names = facts.instances
    .filter(({ fenced }) => fenced)
    .map(({ name }) => name);
  return names.join(', ') || facts.fenced.join(', ');
}
