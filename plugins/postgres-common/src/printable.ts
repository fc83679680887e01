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

/** The length at which {@link printableLine} cuts a text. @public */
export const MAX_LINE_LENGTH = 2_000;

/**
 * Makes a text of another system safe to be shown in a sentence: on one line,
 * without characters that break or hide a part of it, and cut at 2,000
 * characters. An engine can return what the user of a database wrote, in any
 * length.
 *
 * @public
 */
export function printableLine(text: string): string {
  const start = text.slice(0, MAX_LINE_LENGTH + 1).replace(/[\t\r\n]+/g, ' ');
  const line = printable(start);
  return text.length > MAX_LINE_LENGTH || line.length > MAX_LINE_LENGTH
    ? `${line.slice(0, MAX_LINE_LENGTH - 1)}…`
    : line;
}
