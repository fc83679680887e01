import { parseQuantity } from '@pgstage/backstage-plugin-postgres-common';
import {
  bounds,
  defaultTarget,
  readTarget,
  withMoments,
} from './restoreTarget';

const window = {
  from: '2026-11-20T02:00:00.500Z',
  to: '2026-11-21T14:31:05.900+02:00',
};

it('starts five minutes before the end of the window, in UTC', () => {
  expect(defaultTarget(window)).toBe('2026-11-21T12:26:05');
  const short = { ...window, from: '2026-11-21T12:29:59.100Z' };
  expect(defaultTarget(short)).toBe('2026-11-21T12:30:00');
  expect(readTarget(defaultTarget(short), short)).toBe('2026-11-21T12:30:00Z');
});

it('allows an unproven time, but not as the default', () => {
  const open = { ...window, unprovenTo: '2026-11-21T13:00:00Z' };
  expect(defaultTarget(open)).toBe('2026-11-21T12:26:05');
  expect(bounds(open).to).toBe('2026-11-21T13:00:00');
  expect(readTarget('2026-11-21T12:59:00', open)).toBe('2026-11-21T12:59:00Z');
  expect(readTarget('2026-11-21T13:00:01', open)).toBeUndefined();
});

it('offers earlier times, and none in a gap', () => {
  const pieces = {
    ...window,
    earlier: [{ from: '2026-11-19T02:00:00Z', to: '2026-11-19T08:00:00Z' }],
  };
  expect(bounds(pieces)).toEqual({
    from: '2026-11-19T02:00:00',
    to: bounds(window).to,
  });
  expect(readTarget('2026-11-19T08:00:00', pieces)).toBe(
    '2026-11-19T08:00:00Z',
  );
  expect(readTarget('2026-11-19T08:00:01', pieces)).toBeUndefined();
  const unproven = { ...pieces, unprovenFrom: '2026-11-18T00:00:00Z' };
  expect(bounds(unproven).from).toBe('2026-11-18T00:00:00');
  expect(readTarget('2026-11-18T00:00:00', unproven)).toBe(
    '2026-11-18T00:00:00Z',
  );
  expect(defaultTarget(unproven)).toBe(defaultTarget(window));
});

it('stays inside the window, to the second', () => {
  expect(bounds(window)).toEqual({
    from: '2026-11-20T02:00:01',
    to: '2026-11-21T12:31:05',
  });
  expect(readTarget(bounds(window).from, window)).toBe('2026-11-20T02:00:01Z');
  expect(readTarget(bounds(window).to, window)).toBe('2026-11-21T12:31:05Z');
  for (const outside of [
    '2026-11-20T02:00:00',
    '2026-11-21T12:31:06',
    '',
    'x',
  ]) {
    expect(readTarget(outside, window)).toBeUndefined();
  }
});

it.each([
  ['20Gi', 20 * 2 ** 30],
  [' 1.5Ti ', 1.5 * 2 ** 40],
  ['500M', 5e8],
  ['20', undefined],
  ['20 GB', undefined],
  ['0Gi', undefined],
  ['-1Gi', undefined],
])('reads the size %s', (text, bytes) =>
  expect(parseQuantity(text)).toBe(bytes),
);

it('treats a window without a duration as no choice of times', () => {
  const moment = window.from;
  expect(withMoments(undefined)).toBeUndefined();
  expect(withMoments({ from: moment, to: moment })).toBeUndefined();
  const open = { from: moment, to: moment, unprovenTo: window.to };
  expect(withMoments(open)).toBe(open);
  const earlier = [
    { from: '2026-11-19T02:00:00Z', to: '2026-11-19T08:00:00Z' },
  ];
  const after = { from: moment, to: moment, earlier };
  expect(withMoments(after)).toBe(after);
});
