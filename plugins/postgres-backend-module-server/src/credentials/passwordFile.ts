import type { Service } from './serviceFile';

/** The fields that libpq compares with a line of a pgpass file. */
type Login = Pick<Service, 'host' | 'port' | 'alsoAt' | 'database' | 'user'>;

/** Escapes a field; an unescaped `*` matches any value. */
const escape = (value: string) => value.replace(/[\\:]|^\*$/g, '\\$&');

/** Returns the start of the line for each address, the main address first. */
function prefixesOf({ alsoAt = [], database, user, ...own }: Login): string[] {
  return [own, ...alsoAt].map(({ host, port }) =>
    [host, String(port), database, user]
      .map(value => `${escape(value)}:`)
      .join(''),
  );
}

const linesOf = (text: string) => text.split('\n').filter(line => line !== '');

/** Returns the password of a login in the contents of a pgpass file. */
export function findPassword(text: string, login: Login): string | undefined {
  const [prefix] = prefixesOf(login);
  const line = linesOf(text).find(candidate => candidate.startsWith(prefix));
  return line?.slice(prefix.length).replace(/\\(.)/g, '$1');
}

/** Returns the contents with the lines of the login set to `password`, or removed if it is undefined. */
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
