import type { Service } from './serviceFile';

/** What libpq compares to choose a line of a pgpass file. */
type Login = Pick<Service, 'host' | 'port' | 'database' | 'user'>;

const escape = (value: string) => value.replace(/[\\:]/g, '\\$&');

function prefixOf({ host, port, database, user }: Login): string {
  return [host, String(port), database, user]
    .map(value => `${escape(value)}:`)
    .join('');
}

const linesOf = (text: string) => text.split('\n').filter(line => line !== '');

/** The password of a login in the text of a pgpass file. */
export function findPassword(text: string, login: Login): string | undefined {
  const prefix = prefixOf(login);
  const line = linesOf(text).find(candidate => candidate.startsWith(prefix));
  return line?.slice(prefix.length).replace(/\\(.)/g, '$1');
}

/** The text with the login's line replaced, added, or without `password` dropped. */
export function withPassword(
  text: string,
  login: Login,
  password?: string,
): string {
  const prefix = prefixOf(login);
  const others = linesOf(text).filter(line => !line.startsWith(prefix));
  const own = password === undefined ? [] : [`${prefix}${escape(password)}`];
  return [...others, ...own].map(line => `${line}\n`).join('');
}
