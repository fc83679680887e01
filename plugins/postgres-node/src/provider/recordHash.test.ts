import { recordHash } from './recordHash';

it('changes with each field, and with its position', () => {
  const binding = { owner: 'group:default/shop' };
  const hashes = [
    [7, binding, undefined],
    [8, binding, undefined],
    [7, { owner: 'group:default/other' }, undefined],
    [7, binding, true],
    [7, undefined, binding],
  ].map(recordHash);
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(recordHash([7, { ...binding }, undefined])).toBe(hashes[0]);
});

it('is opaque, and short enough for a query parameter', () => {
  expect(recordHash(['secret'.repeat(100)])).toMatch(/^[\w-]{22}$/);
});
