import {
  containerText,
  libpqConninfo,
  shellWord,
  type CredentialReference,
  type Endpoint,
  type Message,
} from '@pgstage/backstage-plugin-postgres-common';

/** Exists on every server; used if no other database is known. @public */
export const MAINTENANCE_DATABASE = 'postgres';

/** The Secret with the owner's login, and whether the operator created it; or why there is none. @public */
export type LoginSecret =
  | { name: string; generated: boolean; none?: undefined }
  | { name?: undefined; generated: false; none: Message };

/** Input of every recipe. @public */
export interface Login {
  /** Name of the Kubernetes cluster. */
  cluster: string;
  namespace: string;
  /** Name of the database object. */
  name: string;
  /** All endpoints, the read-write one first. */
  endpoints: Endpoint[];
  /** Absent: not known. */
  database?: string;
  /** Absent: not known, the user has to supply it. */
  user?: string;
  /** Secret whose key `password` contains the password, if there is one. */
  secret: LoginSecret;
  /** Secret whose key `ca.crt` contains the certificate authority of the server. */
  authority: string;
  /** Where the credential store has the login. */
  credentials?: CredentialReference;
  instances: Array<{ name: string; role: string }>;
  /** Image with psql, and the id of a user in it that is not root. */
  client?: { image: string; user: number };
}

/** The database to connect to. @public */
export const databaseOf = ({ database }: Login): string =>
  database ?? MAINTENANCE_DATABASE;

/** Returns a `kubectl` command in the database's namespace. No argument needs quoting in a shell. @public */
export function kubectl({ namespace }: Login, ...args: string[]): string {
  return ['kubectl', '-n', namespace, ...args].map(shellWord).join(' ');
}

/** Returns the Service of an endpoint inside the cluster, or undefined for one outside. */
export function serviceOf({ host }: Endpoint): string | undefined {
  const [service, , domain] = host.split('.');
  return domain === 'svc' ? service : undefined;
}

/** Returns one command for each endpoint, labeled unless it is the first. */
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

/** Returns the endpoints inside the cluster. */
export const inside = ({ endpoints }: Login) => endpoints.filter(serviceOf);

/** Returns the variables of libpq, so that no client needs an argument. */
export function environment(
  login: Login,
  { host, port, sslMode }: Endpoint,
): Record<string, string> {
  return {
    PGHOST: host,
    PGPORT: `${port}`,
    PGDATABASE: databaseOf(login),
    ...(login.user !== undefined && { PGUSER: login.user }),
    PGSSLMODE: sslMode,
  };
}

/** Returns the same for a container. */
export function containerEnvironment(login: Login, endpoint: Endpoint) {
  return [
    ...Object.entries(environment(login, endpoint)).map(([name, value]) => ({
      name,
      value: containerText(value),
    })),
    ...passwordVariable(login),
  ];
}

/** Returns a `psql` command that reads the password from the Secret, or prompts for it: it is never in the command. */
export function psql(
  login: Login,
  { host, port }: Pick<Endpoint, 'host' | 'port'>,
): string {
  const { user, secret, endpoints } = login;
  const conninfo = libpqConninfo({
    ...{ host, port, dbname: databaseOf(login), user },
    sslmode: endpoints[0].sslMode,
    // A tunnel to a terminating pod accepts a connection and does not respond.
    connect_timeout: 10,
  });
  const command = `psql ${shellWord(conninfo)}`;
  if (secret.none !== undefined) return command;
  const read = `${kubectl(
    login,
    'get',
    'secret',
    secret.name,
  )} -o jsonpath='{.data.password}'`;
  return `PGPASSWORD="$(${read} | base64 -d)" ${command}`;
}

/** Returns where user and password come from, for people. */
export function secretNote({ database, secret }: Login): string {
  if (secret.none !== undefined)
    return `${secret.none.text} Give user and password of one of them.${
      database
        ? ''
        : ` Its databases are not known here; every server has ${MAINTENANCE_DATABASE}.`
    }`;
  return secret.generated
    ? `Secret '${secret.name}' was created by the operator. Restart the pods after a rotation of the password.`
    : `Secret '${secret.name}' is managed outside pgstage, and the password is changed there. Restart the pods afterwards.`;
}

/** Returns the environment variable with the password from the Secret; empty if there is none. */
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
