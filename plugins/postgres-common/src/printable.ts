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
 * {@link printable} escapes, and cuts it at 10,000 characters. An engine can
 * return what the user of a database wrote, in any length.
 *
 * @public
 */
export function printableText(text: string): string {
  const shown = text
    .slice(0, MAX_TEXT_LENGTH)
    .replace(/\t/g, ' ')
    .split(/\r?\n/)
    .map(printable)
    .join('\n');
  if (text.length <= MAX_TEXT_LENGTH && shown.length <= MAX_TEXT_LENGTH)
    return shown;
  // Not within a character.
  const start = shown
    .slice(0, MAX_TEXT_LENGTH - 1)
    .replace(/[\ud800-\udbff]$/, '');
  return `${start}…`;
}

/** {@link printableText} on one line. @public */
export function printableLine(text: string): string {
  return printableText(text).replace(/\n+/g, ' ');
}
