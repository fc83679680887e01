import {
  MAX_TEXT_LENGTH,
  printable,
  printableLine,
  printableText,
} from './printable';

it('keeps all scripts, and escapes characters that forge or hide a part of a line', () => {
  expect(printable('données 🐘 "x" \\ %s')).toBe('données 🐘 "x" \\ %s');
  expect(printable('a\nb\r\u001b[31m\u0085\u2028\u202e\ud800')).toBe(
    'a\\u000ab\\u000d\\u001b[31m\\u0085\\u2028\\u202e\\ud800',
  );
});

it('keeps or joins the lines of a text', () => {
  const text = 'a\n\tb\r\nc\u0000\rd';
  expect(printableText(text)).toBe('a\n b\nc\\u0000\\u000dd');
  expect(printableLine(text)).toBe('a  b c\\u0000\\u000dd');
});

it.each([
  'x'.repeat(MAX_TEXT_LENGTH + 1),
  'x\r\n'.repeat(1e6),
  '\0'.repeat(MAX_TEXT_LENGTH),
  '🐘'.repeat(MAX_TEXT_LENGTH),
])('cuts a long text, also one that gets longer or shorter, %#', long => {
  const text = printableText(long);
  expect(text.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
  expect(text.endsWith('…')).toBe(true);
  expect(encodeURIComponent(text)).toBeTruthy();
});

it('keeps a text of the maximum length', () => {
  const limit = 'x'.repeat(MAX_TEXT_LENGTH);
  expect(printableText(limit)).toBe(limit);
});
