import { intervalSeconds, lsnDistance } from './postgresText';

it.each([
  ['0/6000060', '0/70120E0', 0x1012080],
  ['0/FFFFFFFF', '1/0', 1],
  ['2A/0', 'FFFFFFFF/0', (0xffffffff - 0x2a) * 2 ** 32],
  ['0/70120E0', '0/6000060', 0],
  ['0/0', undefined, undefined],
  ['', '0/1', undefined],
])('from %s to %s are %s bytes', (from, to, bytes) => {
  expect(lsnDistance(from, to)).toBe(bytes);
});

it.each([
  ['00:00:00', 0],
  ['00:00:00.003826', 0.003826],
  ['01:02:03.5', 3723.5],
  ['1 day 00:00:01', 86_401],
  ['2 days', 172_800],
  ['-00:00:00.1', -0.1],
  ['', undefined],
  ['soon', undefined],
])('%p are %s seconds', (text, seconds) => {
  expect(intervalSeconds(text)).toBe(seconds);
});
