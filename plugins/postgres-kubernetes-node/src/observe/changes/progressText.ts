import { message } from '../../messages';
import type { DatabaseFacts } from '../DatabaseFacts';
import type { EvaluationInput } from '../EvaluationInput';
import { createdInstanceOf } from '../PhaseMeaning';
import { UNKNOWN_PLAN } from './OngoingChange';

/** Returns which instances are waited for, and after which change. */
export function waitingText({ facts, ongoing }: EvaluationInput): string {
  const { instances, desired, ready } = facts;
  const plan = ongoing.plan === UNKNOWN_PLAN ? undefined : ongoing.plan;
  const count = `${ready} of ${desired} ready`;
  if (instances.length > desired) return removalText(facts);
  const down = instances.filter(instance => !instance.ready);
  const what = down.length
    ? `waiting for ${down
        .map(({ name }) => name)
        .join(', ')} to become ready (${count})`
    : `waiting for the operator (${count})`;
  return plan ? `${plan}: ${what}` : `W${what.slice(1)}`;
}

export function removalText({ instances, desired }: DatabaseFacts): string {
  return `Removing ${instances.length - desired} of ${
    instances.length
  } instances`;
}

/** Returns the label of a phase, with facts of this database. */
export function progressText(
  { operator, facts }: EvaluationInput,
  text: string,
): string {
  switch (createdInstanceOf(operator.phaseMeaning)) {
    case 'first':
      return operator.isRestored
        ? 'Restoring from a backup: creating the first instance'
        : text;
    case 'standby':
      return `${text} (${facts.ready} of ${facts.desired} instances are ready)`;
    default:
      return withReason(text, operator.restartFor ?? operator.reason);
  }
}

/** Returns a sentence: the label, and the operator's reason. */
export function withReason(text: string, reason?: string): string {
  return reason ? `${text}: ${reason.replace(/\.$/, '')}` : text;
}

/** Returns which instances are fenced, as a sentence. */
export function fencedText(input: EvaluationInput): string {
  const names = fencedNamesOf(input);
  return message('fenced', { names }).text.replace(/\.$/, '');
}

/** Returns the names of the fenced instances. */
export function fencedNamesOf({ facts }: EvaluationInput): string {
  const names = facts.instances
    .filter(({ fenced }) => fenced)
    .map(({ name }) => name);
  return names.join(', ') || facts.fenced.join(', ');
}
