import type { Service } from './serviceFile';

/** What libpq compares to choose a line of a pgpass file. */
type Login = Pick<Service, 'host' | 'port' | 'alsoAt' | 'database' | 'user'>;

/** A `*` alone would be any value. */
const escape = (value: string) => value.replace(/[\\:]|^\*$/g, '\\$&');

/** One for each address, the login's own first. */
function prefixesOf({ alsoAt = [], database, user, ...own }: Login): string[] {
  return [own, ...alsoAt].map(({ host, port }) =>
    [host, String(port), database, user]
      .map(value => `${escape(value)}:`)
      .join(''),
  );
}

const linesOf = (text: string) => text.split('\n').filter(line => line !== '');

/** The password of a login in the text of a pgpass file. */
export function findPassword(text: string, login: Login): string | undefined {
  const [prefix] = prefixesOf(login);
  const line = linesOf(text).find(candidate => candidate.startsWith(prefix));
  return line?.slice(prefix.length).replace(/\\(.)/g, '$1');
}

/** The text with the login's lines replaced, added, or without `password` dropped. */
export function withPassword(
  text: string,
  login: Login,
  password?: string,
): string {
  const prefixes = prefixesOf(login);
  const others = linesOf(text).filter(
    line => !prefixes.some(prefix => line.startsWith(prefix)),
  );
  const own =
    password === undefined
      ? []
      : prefixes.map(prefix => `${prefix}${escape(password)}`);
  return [...others, ...own].map(line => `${line}\n`).join('');
}
