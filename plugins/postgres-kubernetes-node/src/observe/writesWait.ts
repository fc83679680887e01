import type { EvaluationInput } from './EvaluationInput';

/** Standbys that have to confirm each write, and how many are ready. */
export interface Confirmation {
  required: number;
  ready: number;
}

/** Whether writes wait for standbys, as each commit waits for so many of them; undefined where none does. */
export function writesWait({
  operator: { synchronous: required },
  facts,
}: Pick<EvaluationInput, 'operator' | 'facts'>): Confirmation | undefined {
  if (!required || !facts.told || !facts.primary?.ready) return undefined;
  const ready = facts.instances.filter(
    instance => instance.ready && !instance.primary,
  ).length;
  return ready < required ? { required, ready } : undefined;
}
