import { lagOf, secondsBehind } from './lag';

const sender = { pid: 1, applicationName: 's1' };

it('is unknown if the primary does not report it', () => {
  expect(lagOf(sender)).toBeUndefined();
  expect(secondsBehind(undefined)).toBe(0);
});

it('is 0 for a standby without outstanding bytes, and otherwise unknown without a measured time', () => {
  expect(lagOf({ ...sender, replayBytes: 0 })?.replaySeconds).toBe(0);
  expect(lagOf({ ...sender, replayBytes: 7 })?.replaySeconds).toBeUndefined();
});

it('ignores the last measured time of a standby without outstanding bytes', () => {
  const lagSeconds = (replayBytes: number) =>
    secondsBehind(lagOf({ ...sender, replayBytes, replaySeconds: 400 }));
  expect(lagSeconds(7)).toBe(400);
  expect(lagSeconds(0)).toBe(0);
});
