import { maskPasswords } from './maskPasswords';

it.each([
  ["ALTER ROLE a PASSWORD 'canary'", "ALTER ROLE a PASSWORD '********'"],
  [
    "create role a login password E'can\\'ary''x' valid until 'infinity'",
    "create role a login password '********' valid until 'infinity'",
  ],
  ["ALTER ROLE a ENCRYPTED PASSWORD\n\t'canary", "'********'"],
  ['ALTER ROLE a PASSWORD $x$canary$x$;', "PASSWORD '********';"],
  ["ALTER ROLE a PASSWORD U&'canary'", "PASSWORD '********'"],
  [
    "CREATE SUBSCRIPTION s CONNECTION 'host=b password=canary user=c'",
    "host=b password='********' user=c'",
  ],
  [
    "IMPORT FROM 'postgres://app:canary@db:5432/x?sslmode=require'",
    'postgres://app:********@db:5432/x',
  ],
  ['dblink postgresql://:canary@db/x', 'postgresql://:********@db/x'],
])('masks the password in %s', (text, expected) => {
  const masked = maskPasswords(text);
  expect(masked).toContain(expected);
  expect(masked).not.toContain('canary');
});

it.each([
  ['spaces', 'password'.padEnd(300_000)],
  ['words', 'password '.repeat(30_000)],
  ['schemes', 'a+'.repeat(150_000)],
  ['URIs without a host', 'a://b:'.repeat(50_000)],
  ['quotes', `password '${"''".repeat(150_000)}`],
  ['dollar quotes', 'password $a$ $b'.repeat(20_000)],
])('takes no longer than the length of the text requires: %s', (_, text) => {
  const start = performance.now();
  maskPasswords(text);
  // Quadratic time would be minutes.
  expect(performance.now() - start).toBeLessThan(5_000);
});

it.each([
  'password authentication failed for user "app"',
  'connection authorized: user=app database=app',
  'checkpoint complete: wrote 12 buffers',
  'could not connect to https://example.org:443/path',
])('keeps %s', text => {
  expect(maskPasswords(text)).toBe(text);
});
