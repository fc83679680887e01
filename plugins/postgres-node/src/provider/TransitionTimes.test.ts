import { TransitionTimes } from './TransitionTimes';

const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 10, minutes));
const time = (minutes: number) => at(minutes).toISOString();

it('returns "at least" for values of the first evaluation', () => {
  const first = new TransitionTimes();
  const found = { since: time(30), sinceAtLeast: true };
  expect(first.sinceOf('a', 'full', at(30))).toEqual(found);
  const second = new TransitionTimes(first);
  expect(second.sinceOf('a', 'full', at(40))).toEqual(found);
  expect(second.sinceOf('b', 'full', at(40))).toEqual({ since: time(40) });
});

it('uses the reported time, which a restart does not change, unless it is in the future', () => {
  expect(
    new TransitionTimes().sinceOf('a', 'working', at(30), time(0)),
  ).toEqual({
    since: time(0),
  });
  expect(
    new TransitionTimes().sinceOf('a', 'working', at(30), time(31)),
  ).toEqual({
    since: time(30),
    sinceAtLeast: true,
  });
});

it('ignores a reported time before the previous evaluation', () => {
  const first = new TransitionTimes();
  first.sinceOf('a', 'attention', at(30));
  const second = new TransitionTimes(first, at(30));
  expect(second.sinceOf('a', 'working', at(31), time(0))).toEqual({
    since: time(31),
  });
  const third = new TransitionTimes(second, at(31));
  expect(third.sinceOf('a', 'working anew', at(41), time(35))).toEqual({
    since: time(35),
  });
});

it('treats a value that was unknown at first as not observed', () => {
  const first = new TransitionTimes();
  first.sinceOf('a', 'not tried yet', at(30), undefined, { unknown: true });
  first.sinceOf('b', 'not tried yet', at(30), undefined, { unknown: true });
  const second = new TransitionTimes(first, at(30));
  expect(second.sinceOf('a', 'working', at(31), time(0))).toEqual({
    since: time(0),
  });
  expect(second.sinceOf('b', 'working', at(31))).toEqual({
    since: time(31),
    sinceAtLeast: true,
  });
});

it('drops values that an evaluation does not read', () => {
  const first = new TransitionTimes();
  first.sinceOf('a', 'full', at(30));
  const third = new TransitionTimes(new TransitionTimes(first));
  expect(third.sinceOf('a', 'full', at(50))).toEqual({ since: time(50) });
});

it('schedules the next evaluation for the earliest limit', () => {
  const transitionTimes = new TransitionTimes();
  expect(transitionTimes.recheckAt).toBe(Infinity);
  expect(transitionTimes.lasts('a', 'on', 600_000, at(30))).toBe(false);
  expect(transitionTimes.lasts('b', 'on', 300_000, at(30))).toBe(false);
  expect(transitionTimes.recheckAt).toBe(at(35).getTime());
  expect(
    new TransitionTimes(transitionTimes).lasts('b', 'on', 300_000, at(35)),
  ).toBe(true);
});
