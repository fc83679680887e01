import { LibpqParameters } from '@pgstage/backstage-plugin-postgres-common';
import { percent } from './quoting';
import { ConnectionParameters, tlsOf } from './connectionParameters';

/** An IPv6 address with a port needs brackets. */
export function authority({
  host,
  port,
}: Pick<ConnectionParameters, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : percent(host)}:${port}`;
}

/** Returns the query of a URI; undefined parameters are omitted. */
export function queryOf(parameters: LibpqParameters): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${percent(String(value))}`],
    )
    .join('&');
}

/** Returns a libpq URI without password: libpq reads it from PGPASSWORD or pgpass. */
export function connectionUri(
  target: ConnectionParameters,
  parameters: LibpqParameters = { hostaddr: target.hostaddr, ...tlsOf(target) },
): string {
  const user = target.user === undefined ? '' : `${percent(target.user)}@`;
  return `postgresql://${user}${authority(target)}/${percent(
    target.database,
  )}?${queryOf(parameters)}`;
}
