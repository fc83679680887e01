import { printable } from './printable';

it('keeps all scripts, and escapes characters that forge or hide a part of a line', () => {
  expect(printable('données 🐘 "x" \\ %s')).toBe('données 🐘 "x" \\ %s');
  expect(printable('a\nb\r\u001b[31m\u0085\u2028\u202e\ud800')).toBe(
    'a\\u000ab\\u000d\\u001b[31m\\u0085\\u2028\\u202e\\ud800',
  );
});
