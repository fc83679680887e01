/** Control characters, line and paragraph separators, bidirectional formatting characters, and unpaired surrogates. */
const UNPRINTABLE =
  /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

/**
 * Makes an untrusted text safe for one line of a log: escapes characters that
 * break the line or hide a part of it, for example as `\u000a`.
 *
 * @public
 */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The length at which {@link printableText} cuts a text. @public */
export const MAX_TEXT_LENGTH = 10_000;

/**
 * Makes a text of another system safe to be shown: keeps its lines, escapes what
 * {@link printable} escapes, and cuts it at 10,000 characters or `maxLength`. An
 * engine can return what the user of a database wrote, in any length.
 *
 * @public
 */
export function printableText(
  text: string,
  maxLength = MAX_TEXT_LENGTH,
): string {
  const shown = text
    .slice(0, maxLength)
    .replace(/\t/g, ' ')
    .split(/\r?\n/)
    .map(printable)
    .join('\n');
  if (text.length <= maxLength && shown.length <= maxLength) return shown;
  // Not within a character.
  const start = shown.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '');
  return `${start}…`;
}

/** {@link printableText} on one line. @public */
export function printableLine(text: string, maxLength?: number): string {
  return printableText(text, maxLength).replace(/\n+/g, ' ');
}
