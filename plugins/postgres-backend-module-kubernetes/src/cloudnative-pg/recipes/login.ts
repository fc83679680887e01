import { quote } from 'shell-quote';
import type { FoundDatabase } from '../model';
import {
  databaseName,
  endpointsOf,
  loginSecret,
  MAINTENANCE_DATABASE,
  ownerName,
  type LoginSecret,
} from '../observe';

/** What every recipe is made from. */
export interface Login {
  found: FoundDatabase;
  namespace: string;
  /** Name of the Cluster. */
  name: string;
  /** Service of the primary. */
  service: string;
  database: string;
  /** Absent: not known, and whoever connects has to say it. */
  user?: string;
  /** Secret whose key `password` holds the password, if there is one. */
  secret: LoginSecret;
}

export function loginTo(found: FoundDatabase): Login {
  const { namespace, name } = found.cluster;
  const [{ host }] = endpointsOf(found);
  const secret = loginSecret(found);
  return {
    found,
    namespace,
    name,
    service: host.split('.')[0],
    database: databaseName(found) ?? MAINTENANCE_DATABASE,
    user: secret.none === undefined ? ownerName(found) : undefined,
    secret,
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
    ...(login.user !== undefined && { PGUSER: login.user }),
    PGSSLMODE: 'require',
  };
}

/** `psql` that takes the password from the Secret, or asks for it: it is never in the command. */
export function psql(login: Login, host: string, port: number): string {
  const { database, user, secret } = login;
  const conninfo = Object.entries({
    host,
    port,
    dbname: database,
    ...(user !== undefined && { user }),
    sslmode: 'require',
    // A tunnel to a pod that is just going takes a connection and is silent.
    connect_timeout: 10,
  })
    .map(([key, value]) => `${key}=${conninfoValue(`${value}`)}`)
    .join(' ');
  const command = quote(['psql', conninfo]);
  if (secret.none !== undefined) return command;
  const read = `${kubectl(
    login,
    'get',
    'secret',
    secret.name,
  )} -o jsonpath='{.data.password}'`;
  return `PGPASSWORD="$(${read} | base64 -d)" ${command}`;
}

/** Quoted where libpq would otherwise end the value early. */
function conninfoValue(value: string): string {
  return /^[\w.:/-]+$/.test(value)
    ? value
    : `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/** Where user and password come from, for a person. */
export function secretNote({ found, secret }: Login): string {
  if (secret.none !== undefined)
    return `${secret.none} Give user and password of one of them.${
      databaseName(found)
        ? ''
        : ` Which databases there are is not known here; every server has ${MAINTENANCE_DATABASE}.`
    }`;
  return secret.generated
    ? `Secret '${secret.name}' is the operator's own; after a rotation of the password start the pods again.`
    : `Secret '${secret.name}' is supplied by somebody else, who changes the password there; start the pods again afterwards.`;
}

/** The password from the Secret, in the environment of a container; nothing where there is none. */
export function passwordVariable({ secret }: Login): object[] {
  return secret.none === undefined
    ? [
        {
          name: 'PGPASSWORD',
          valueFrom: { secretKeyRef: { name: secret.name, key: 'password' } },
        },
      ]
    : [];
}
