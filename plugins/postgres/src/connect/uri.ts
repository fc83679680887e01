import { percent } from './quoting';
import { ConnectTarget } from './target';

/** An IPv6 address needs brackets beside a port. */
export function authority({ host, port }: ConnectTarget): string {
  return `${host.includes(':') ? `[${host}]` : percent(host)}:${port}`;
}

/** A libpq URI without password: libpq takes that from PGPASSWORD or pgpass. */
export function connectionUri(target: ConnectTarget): string {
  const user = target.user === undefined ? '' : `${percent(target.user)}@`;
  return `postgresql://${user}${authority(target)}/${percent(
    target.database,
  )}?sslmode=${target.sslMode}`;
}
