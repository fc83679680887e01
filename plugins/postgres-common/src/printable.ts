/** Controls, line and paragraph separators, marks that turn the direction of text, and halves of characters. */
const UNPRINTABLE =
  /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

/**
 * Text that somebody else chose, safe for one line of a log: what would break
 * the line or hide a part of it is written as `\u000a`.
 *
 * @public
 */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
