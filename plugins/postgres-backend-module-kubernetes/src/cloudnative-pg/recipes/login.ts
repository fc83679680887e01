import { quote } from 'shell-quote';
import type { FoundDatabase } from '../model';
import { databaseName, endpointsOf, loginSecret, ownerName } from '../observe';

/** What every recipe is made from. */
export interface Login {
  found: FoundDatabase;
  namespace: string;
  /** Name of the Cluster. */
  name: string;
  /** Service of the primary. */
  service: string;
  database: string;
  user: string;
  /** Secret whose key `password` holds the password. */
  secret: string;
}

export function loginTo(found: FoundDatabase): Login {
  const { namespace, name } = found.cluster;
  const [{ host }] = endpointsOf(found);
  return {
    found,
    namespace,
    name,
    service: host.split('.')[0],
    database: databaseName(found),
    user: ownerName(found),
    secret: loginSecret(found).name,
  };
}

/** `kubectl` in the database's namespace. Each word is one word to any shell. */
export function kubectl({ namespace }: Login, ...words: string[]): string {
  return ['kubectl', '-n', namespace, ...words].map(shellWord).join(' ');
}

/** Escaped only where a shell would see more than a word: people read these. */
export function shellWord(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : quote([word]);
}

/** What libpq reads, so that no client needs an argument. */
export function environment(
  login: Login,
  host: string,
): Record<string, string> {
  return {
    PGHOST: host,
    PGPORT: '5432',
    PGDATABASE: login.database,
    PGUSER: login.user,
    PGSSLMODE: 'require',
  };
}

/** `psql` that takes the password from the Secret: it is never in the command. */
export function psql(login: Login, host: string, port: number): string {
  const { database, user, secret } = login;
  const read = `${kubectl(
    login,
    'get',
    'secret',
    secret,
  )} -o jsonpath='{.data.password}'`;
  const conninfo = Object.entries({
    host,
    port,
    dbname: database,
    user,
    sslmode: 'require',
    // A tunnel to a pod that is just going takes a connection and is silent.
    connect_timeout: 10,
  })
    .map(([key, value]) => `${key}=${conninfoValue(`${value}`)}`)
    .join(' ');
  return `PGPASSWORD="$(${read} | base64 -d)" ${quote(['psql', conninfo])}`;
}

/** Quoted where libpq would otherwise end the value early. */
function conninfoValue(value: string): string {
  return /^[\w.:/-]+$/.test(value)
    ? value
    : `'${value.replace(/[\\']/g, '\\$&')}'`;
}
