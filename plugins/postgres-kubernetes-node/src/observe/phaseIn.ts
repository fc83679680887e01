import type { PhaseMeaning } from './PhaseMeaning';

/** Returns the meaning of a phase, `unknown` if it is not listed. @public */
export function phaseIn(
  phases: Record<string, PhaseMeaning>,
  phase = '',
): PhaseMeaning {
  return Object.hasOwn(phases, phase) ? phases[phase] : { type: 'unknown' };
}
