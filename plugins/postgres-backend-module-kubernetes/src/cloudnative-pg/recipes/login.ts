import {
  containerText,
  libpqConninfo,
  type Endpoint,
} from '@pgstage/backstage-plugin-postgres-common';
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
  /** All ways in, the one to write to first. */
  endpoints: Endpoint[];
  database: string;
  /** Absent: not known, and whoever connects has to say it. */
  user?: string;
  /** Secret whose key `password` holds the password, if there is one. */
  secret: LoginSecret;
}

export function loginTo(found: FoundDatabase): Login {
  const { namespace, name } = found.cluster;
  const secret = loginSecret(found);
  return {
    found,
    namespace,
    name,
    endpoints: endpointsOf(found),
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

/** The service of an endpoint inside of the cluster; undefined for one outside. */
export function serviceOf({ host }: Endpoint): string | undefined {
  const [service, , domain] = host.split('.');
  return domain === 'svc' ? service : undefined;
}

/** One command for each endpoint, whose label says which where it is not the first. */
export function forEach<E extends Endpoint>(
  endpoints: E[],
  label: string,
  commandFor: (endpoint: E) => string,
) {
  return endpoints.map((each, index) => {
    const { purpose, host, port } = each;
    return {
      label: index
        ? `${label}, ${purpose} by ${serviceOf(each) ?? host}`
        : label,
      command: commandFor(each),
      endpoint: { host, port },
    };
  });
}

/** The endpoints inside of the cluster. */
export const inside = ({ endpoints }: Login) => endpoints.filter(serviceOf);

/** What libpq reads, so that no client needs an argument. */
export function environment(
  { database, user }: Login,
  { host, port, sslMode }: Endpoint,
): Record<string, string> {
  return {
    PGHOST: host,
    PGPORT: `${port}`,
    PGDATABASE: database,
    ...(user !== undefined && { PGUSER: user }),
    PGSSLMODE: sslMode,
  };
}

/** The same in a container. */
export function containerEnvironment(login: Login, endpoint: Endpoint) {
  return [
    ...Object.entries(environment(login, endpoint)).map(([name, value]) => ({
      name,
      value: containerText(value),
    })),
    ...passwordVariable(login),
  ];
}

/** `psql` that takes the password from the Secret, or asks for it: it is never in the command. */
export function psql(
  login: Login,
  { host, port }: Pick<Endpoint, 'host' | 'port'>,
): string {
  const { database: dbname, user, secret, endpoints } = login;
  const conninfo = libpqConninfo({
    ...{ host, port, dbname, user },
    sslmode: endpoints[0].sslMode,
    // A tunnel to a pod that is just going takes a connection and is silent.
    connect_timeout: 10,
  });
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
function passwordVariable({ secret }: Login): object[] {
  return secret.none === undefined
    ? [
        {
          name: 'PGPASSWORD',
          valueFrom: { secretKeyRef: { name: secret.name, key: 'password' } },
        },
      ]
    : [];
}
