import { iso } from './times';

it('does not take -infinity for a time', () => {
  expect(iso('-infinity')).toBeUndefined();
  expect(iso('2026-11-21T01:11:06.698551Z')).toBe('2026-11-21T01:11:06.698Z');
});
