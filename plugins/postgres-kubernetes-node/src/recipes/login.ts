import {
  containerText,
  libpqConninfo,
  shellWord,
  type CredentialReference,
  type Endpoint,
} from '@pgstage/backstage-plugin-postgres-common';

/** Every server has it, to connect to where no other is known. @public */
export const MAINTENANCE_DATABASE = 'postgres';

/** The Secret with the owner's login, and whether the operator made it; or why there is none. @public */
export type LoginSecret =
  | { name: string; generated: boolean; none?: undefined }
  | { name?: undefined; generated: false; none: string };

/** What every recipe is made from. @public */
export interface Login {
  /** Name of the Kubernetes cluster. */
  cluster: string;
  namespace: string;
  /** Name of the database's object. */
  name: string;
  /** All ways in, the one to write to first. */
  endpoints: Endpoint[];
  /** Absent: not known. */
  database?: string;
  /** Absent: not known, and whoever connects has to say it. */
  user?: string;
  /** Secret whose key `password` holds the password, if there is one. */
  secret: LoginSecret;
  /** Secret whose key `ca.crt` holds the authority of the server's certificate. */
  authority: string;
  /** Where the credential store keeps the login. */
  credentials?: CredentialReference;
  instances: Array<{ name: string; role: string }>;
  /** Image that holds psql, and the number of a user in it that is not root. */
  client?: { image: string; user: number };
}

/** The database to connect to. @public */
export const databaseOf = ({ database }: Login): string =>
  database ?? MAINTENANCE_DATABASE;

/** `kubectl` in the database's namespace. Each word is one word to any shell. @public */
export function kubectl({ namespace }: Login, ...words: string[]): string {
  return ['kubectl', '-n', namespace, ...words].map(shellWord).join(' ');
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
  const { user, secret, endpoints } = login;
  const conninfo = libpqConninfo({
    ...{ host, port, dbname: databaseOf(login), user },
    sslmode: endpoints[0].sslMode,
    // A tunnel to a pod that is just going takes a connection and is silent.
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

/** Where user and password come from, for a person. */
export function secretNote({ database, secret }: Login): string {
  if (secret.none !== undefined)
    return `${secret.none} Give user and password of one of them.${
      database
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
