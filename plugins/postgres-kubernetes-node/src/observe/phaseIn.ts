import type { PhaseWords } from './OperatorStatus';

/** A phase of an operator in words; one that nobody knows is repeated as it is. @public */
export function phaseIn(
  phases: Record<string, PhaseWords>,
  phase = '',
): PhaseWords {
  return Object.hasOwn(phases, phase)
    ? phases[phase]
    : { family: 'unknown', words: phase };
}
