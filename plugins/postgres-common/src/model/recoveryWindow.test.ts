import { restorableMoments } from './recoveryWindow';

const at = (hour: number) => `2026-03-01T0${hour}:00:00.000Z`;
const moments = (from: number, to: number) => ({ from: at(from), to: at(to) });

it.each([
  ['times that can be restored', moments(1, 2), [moments(1, 2)]],
  [
    'unknown times before and after',
    { ...moments(2, 3), unprovenFrom: at(1), unprovenTo: at(4) },
    [moments(1, 4)],
  ],
  [
    'no times between two ranges',
    { ...moments(5, 6), earlier: [moments(2, 3)] },
    [moments(2, 3), moments(5, 6)],
  ],
  [
    'unknown times before the first and after the last range',
    {
      ...moments(5, 6),
      earlier: [moments(2, 3)],
      unprovenFrom: at(1),
      unprovenTo: at(7),
    },
    [moments(1, 3), moments(5, 7)],
  ],
])('a restore can be requested for %s', (_, window, expected) => {
  expect(restorableMoments(window)).toEqual(expected);
});
