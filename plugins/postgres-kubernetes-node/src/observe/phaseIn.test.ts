import type { PhaseWords } from './OperatorStatus';
import { phaseIn } from './phaseIn';

const phases: Record<string, PhaseWords> = {
  Running: { family: 'healthy', words: 'Running' },
};

it('finds the words of a phase, and repeats one that nobody knows', () => {
  expect(phaseIn(phases, 'Running')).toBe(phases.Running);
  expect(phaseIn(phases, 'Molting')).toEqual({
    family: 'unknown',
    words: 'Molting',
  });
  // Names that every object has are no phases.
  expect(phaseIn(phases, 'constructor').family).toBe('unknown');
  expect(phaseIn(phases).family).toBe('unknown');
});
