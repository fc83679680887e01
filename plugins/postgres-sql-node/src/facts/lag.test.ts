import { lagOf, secondsBehind } from './lag';

const sender = { pid: 1, applicationName: 's1' };

it('is not known where the primary does not tell it', () => {
  expect(lagOf(sender)).toBeUndefined();
  expect(secondsBehind(undefined)).toBe(0);
});

it('is nothing where the standby has all, and not known while PostgreSQL has measured none', () => {
  expect(lagOf({ ...sender, replayBytes: 0 })?.replaySeconds).toBe(0);
  expect(lagOf({ ...sender, replayBytes: 7 })?.replaySeconds).toBeUndefined();
});

it('counts while something is missing: the time measured last stays', () => {
  const behind = (replayBytes: number) =>
    secondsBehind(lagOf({ ...sender, replayBytes, replaySeconds: 400 }));
  expect(behind(7)).toBe(400);
  expect(behind(0)).toBe(0);
});
