import { phaseIn } from './phaseIn';
import type { PhaseMeaning } from './PhaseMeaning';

const phases: Record<string, PhaseMeaning> = { Running: { family: 'healthy' } };

it('finds what a phase stands for', () => {
  expect(phaseIn(phases, 'Running')).toBe(phases.Running);
  expect(phaseIn(phases, 'Molting')).toEqual({ family: 'unknown' });
  // Names that every object has are no phases.
  expect(phaseIn(phases, 'constructor').family).toBe('unknown');
  expect(phaseIn(phases).family).toBe('unknown');
});
