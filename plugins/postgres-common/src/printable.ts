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
