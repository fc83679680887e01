import { Deadlines } from './Deadlines';

const due: string[][] = [];
let deadlines: Deadlines;

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  due.length = 0;
  deadlines = new Deadlines(
    () => new Date(),
    keys => due.push(keys),
  );
});
afterEach(() => {
  deadlines.stop();
  jest.useRealTimers();
});

it('calls back once for each key, at its deadline, in any order', () => {
  deadlines.set('late', 2_000);
  deadlines.set('early', 1_000);
  deadlines.set('never', Infinity);
  jest.advanceTimersByTime(900);
  expect(due).toEqual([]);
  jest.advanceTimersByTime(200);
  expect(due).toEqual([['early']]);
  jest.advanceTimersByTime(10_000);
  expect(due).toEqual([['early'], ['late']]);
});

it('calls back at a replaced deadline, and not for a deleted key', () => {
  deadlines.set('off', 1_000);
  deadlines.set('gone', 1_000);
  deadlines.set('off', 5_000);
  deadlines.delete('gone');
  jest.advanceTimersByTime(4_000);
  expect(due.flat()).toEqual([]);
  jest.advanceTimersByTime(2_000);
  expect(due.flat()).toEqual(['off']);
});

it('calls back again for a key that is set in the callback', () => {
  deadlines = new Deadlines(
    () => new Date(),
    keys => {
      due.push(keys);
      if (due.length === 1) deadlines.set(keys[0], 3_000);
    },
  );
  deadlines.set('a', 1_000);
  jest.advanceTimersByTime(5_000);
  expect(due).toEqual([['a'], ['a']]);
});
