import type { EvaluationInput } from './EvaluationInput';

/** Number of standbys that must confirm each write, and how many are ready. */
export interface Confirmation {
  required: number;
  ready: number;
}

/** Returns the standbys that writes wait for, or undefined if no write waits. */
export function writesWait({
  operator: { synchronous: required },
  facts,
}: Pick<EvaluationInput, 'operator' | 'facts'>): Confirmation | undefined {
  if (!required || !facts.readinessKnown || !facts.primary?.ready)
    return undefined;
  const ready = facts.instances.filter(
    instance => instance.ready && !instance.primary,
  ).length;
  return ready < required ? { required, ready } : undefined;
}
