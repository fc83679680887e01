import type { PhaseMeaning } from './PhaseMeaning';

/** What a phase of an operator stands for, also where nobody knows it. @public */
export function phaseIn(
  phases: Record<string, PhaseMeaning>,
  phase = '',
): PhaseMeaning {
  return Object.hasOwn(phases, phase) ? phases[phase] : { type: 'unknown' };
}
