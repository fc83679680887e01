import { MAX_LINE_LENGTH, printable, printableLine } from './printable';

it('keeps all scripts, and escapes characters that forge or hide a part of a line', () => {
  expect(printable('données 🐘 "x" \\ %s')).toBe('données 🐘 "x" \\ %s');
  expect(printable('a\nb\r\u001b[31m\u0085\u2028\u202e\ud800')).toBe(
    'a\\u000ab\\u000d\\u001b[31m\\u0085\\u2028\\u202e\\ud800',
  );
});

it('joins lines, and cuts a long text, also one that gets longer', () => {
  expect(printableLine('a\n\tb\r\nc\u0000')).toBe('a b c\\u0000');
  const limit = 'x'.repeat(MAX_LINE_LENGTH);
  expect(printableLine(limit)).toBe(limit);
  for (const long of [`${limit}x`, '\0'.repeat(MAX_LINE_LENGTH)]) {
    const line = printableLine(long);
    expect(line).toHaveLength(MAX_LINE_LENGTH);
    expect(line.endsWith('…')).toBe(true);
  }
});
