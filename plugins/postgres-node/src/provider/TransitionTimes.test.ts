import { TransitionTimes } from './TransitionTimes';

const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 10, minutes));
const time = (minutes: number) => at(minutes).toISOString();

it('knows no more than "at least" of what it finds, and keeps it', () => {
  const first = new TransitionTimes();
  const found = { since: time(30), sinceAtLeast: true };
  expect(first.told('a', 'full', at(30))).toEqual(found);
  const second = new TransitionTimes(first);
  expect(second.told('a', 'full', at(40))).toEqual(found);
  expect(second.told('b', 'full', at(40))).toEqual({ since: time(40) });
});

it('believes what it is told, so that a restart changes nothing, unless that is still to come', () => {
  expect(new TransitionTimes().told('a', 'working', at(30), time(0))).toEqual({
    since: time(0),
  });
  expect(new TransitionTimes().told('a', 'working', at(30), time(31))).toEqual({
    since: time(30),
    sinceAtLeast: true,
  });
});

it('believes itself in what it saw begin, but for what came between two looks', () => {
  const first = new TransitionTimes();
  first.told('a', 'attention', at(30));
  const second = new TransitionTimes(first, at(30));
  expect(second.told('a', 'working', at(31), time(0))).toEqual({
    since: time(31),
  });
  const third = new TransitionTimes(second, at(31));
  expect(third.told('a', 'working anew', at(41), time(35))).toEqual({
    since: time(35),
  });
});

it('counts what it did not know at first as not looked at', () => {
  const first = new TransitionTimes();
  first.told('a', 'not tried yet', at(30), undefined, { unknown: true });
  first.told('b', 'not tried yet', at(30), undefined, { unknown: true });
  const second = new TransitionTimes(first, at(30));
  expect(second.told('a', 'working', at(31), time(0))).toEqual({
    since: time(0),
  });
  expect(second.told('b', 'working', at(31))).toEqual({
    since: time(31),
    sinceAtLeast: true,
  });
});

it('forgets what a look did not ask for', () => {
  const first = new TransitionTimes();
  first.told('a', 'full', at(30));
  const third = new TransitionTimes(new TransitionTimes(first));
  expect(third.told('a', 'full', at(50))).toEqual({ since: time(50) });
});

it('asks to be looked at again when a limit will be over, the nearest first', () => {
  const transitionTimes = new TransitionTimes();
  expect(transitionTimes.recheckAt).toBe(Infinity);
  expect(transitionTimes.lasts('a', 'on', 600_000, at(30))).toBe(false);
  expect(transitionTimes.lasts('b', 'on', 300_000, at(30))).toBe(false);
  expect(transitionTimes.recheckAt).toBe(at(35).getTime());
  expect(
    new TransitionTimes(transitionTimes).lasts('b', 'on', 300_000, at(35)),
  ).toBe(true);
});
