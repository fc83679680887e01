import { message } from '../messages';
import {
  isDiskFull,
  isInPlaceRestart,
  createdInstanceOf,
  type PhaseMeaning,
} from './PhaseMeaning';

const changing: PhaseMeaning = {
  type: 'changing',
  label: message('creating'),
};
const attention: PhaseMeaning = {
  type: 'attention',
  what: message('primaryFailed'),
  meaning: message('changeDoesNotEnd'),
  nextStep: message('askPlatformTeam'),
};
const healthy: PhaseMeaning = { type: 'healthy' };

it('returns the instance that a phase creates', () => {
  expect(createdInstanceOf({ ...changing, creates: 'first' })).toBe('first');
  expect(createdInstanceOf({ ...changing, creates: 'standby' })).toBe(
    'standby',
  );
  expect([changing, attention, healthy].map(createdInstanceOf)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('returns whether PostgreSQL restarts in place', () => {
  expect(isInPlaceRestart({ ...changing, inPlace: true })).toBe(true);
  expect([changing, attention, healthy].map(isInPlaceRestart)).toEqual([
    false,
    false,
    false,
  ]);
});

it('returns whether a volume is full', () => {
  expect(isDiskFull({ ...attention, diskFull: true })).toBe(true);
  expect([changing, attention, healthy].map(isDiskFull)).toEqual([
    false,
    false,
    false,
  ]);
});
