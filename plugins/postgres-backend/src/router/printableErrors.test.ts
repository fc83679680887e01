import { printableError } from './printableErrors';

it('returns one line of limited length, and keeps the frames of the stack', () => {
  const error = new TypeError(`a\n    at forged ${'x'.repeat(1e6)}`);
  const { message, stack = '' } = printableError(error);
  expect(message).toMatch(/^a\\u000a {4}at forged x/);
  expect(message.length).toBeLessThan(21_000);
  const [first, ...frames] = stack.split('\n');
  expect(first).toBe(`TypeError: ${message}`);
  expect(frames.join()).toContain('printableErrors.test.ts');
});
