import { message } from '../messages';
import {
  isDiskFull,
  isInPlace,
  makes,
  type PhaseMeaning,
} from './PhaseMeaning';

const changing: PhaseMeaning = { family: 'changing', words: 'At work' };
const attention: PhaseMeaning = {
  family: 'attention',
  what: message('primaryFailed'),
  meaning: message('changeDoesNotEnd'),
  nextStep: message('askPlatformTeam'),
};
const healthy: PhaseMeaning = { family: 'healthy' };

it('tells the instance that a phase makes', () => {
  expect(makes({ ...changing, makes: 'first' })).toBe('first');
  expect(makes({ ...changing, makes: 'standby' })).toBe('standby');
  expect([changing, attention, healthy].map(makes)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('tells whether PostgreSQL restarts in its pod', () => {
  expect(isInPlace({ ...changing, inPlace: true })).toBe(true);
  expect([changing, attention, healthy].map(isInPlace)).toEqual([
    false,
    false,
    false,
  ]);
});

it('tells whether a volume is full', () => {
  expect(isDiskFull({ ...attention, diskFull: true })).toBe(true);
  expect([changing, attention, healthy].map(isDiskFull)).toEqual([
    false,
    false,
    false,
  ]);
});
