import { phaseIn } from './phaseIn';
import type { PhaseMeaning } from './PhaseMeaning';

const phases: Record<string, PhaseMeaning> = { Running: { type: 'healthy' } };

it('returns the meaning of a phase', () => {
  expect(phaseIn(phases, 'Running')).toBe(phases.Running);
  expect(phaseIn(phases, 'Molting')).toEqual({ type: 'unknown' });
  // Properties of every object are no phases.
  expect(phaseIn(phases, 'constructor').type).toBe('unknown');
  expect(phaseIn(phases).type).toBe('unknown');
});
