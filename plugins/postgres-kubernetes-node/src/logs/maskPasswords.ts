const MASK = "'********'";

/**
 * Each finds a password after a prefix, which is kept. A statement in a log may be
 * cut, so quotes need not end. Any user of a database can choose what its log
 * contains, so each takes a time that is linear in the length of the text.
 */
const PASSWORDS = [
  // In SQL: PASSWORD 'x', with escapes as in E'\'' and doubled quotes.
  /(\bpassword\s*(?:=\s*)?)(?:e|u&)?'(?:[^'\\]|''|\\.)*'?/gis,
  // In SQL: PASSWORD $tag$x$tag$.
  /(\bpassword\s+)\$(\w*)\$.*?(?:\$\2\$|$)/gis,
  // In a connection string: password=x.
  /(\bpassword\s*=\s*)[^\s'"&]+/gi,
];

/** In a URI: user:x@host. */
const URI_PASSWORD =
  /(\b[a-z][a-z0-9+]{0,30}:\/\/[^\s:/@'"]{0,200}:)[^\s@'"]{1,1000}@/gi;

/**
 * Replaces the passwords that statements and connection strings in a log show.
 * A password that has another form, for example a parameter of a function, is
 * not recognized.
 */
export function maskPasswords(text: string): string {
  return PASSWORDS.reduce(
    (masked, pattern) => masked.replace(pattern, `$1${MASK}`),
    text,
  ).replace(URI_PASSWORD, '$1********@');
}
