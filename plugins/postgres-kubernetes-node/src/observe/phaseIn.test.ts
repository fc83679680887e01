import { phaseIn } from './phaseIn';
import type { PhaseMeaning } from './PhaseMeaning';

const phases: Record<string, PhaseMeaning> = { Running: { type: 'healthy' } };

it('finds what a phase stands for', () => {
  expect(phaseIn(phases, 'Running')).toBe(phases.Running);
  expect(phaseIn(phases, 'Molting')).toEqual({ type: 'unknown' });
  // Names that every object has are no phases.
  expect(phaseIn(phases, 'constructor').type).toBe('unknown');
  expect(phaseIn(phases).type).toBe('unknown');
});
