import { Recipe } from '@pgstage/backstage-plugin-postgres-common';
import { connection } from '../../dev/connectionFixtures';
import {
  connectionParameters,
  clientLocationsOf,
  reachableEndpoints,
  recipesOf,
  snippetFormats,
  describeCredentialLocation,
} from '.';
import { ClientLocation } from './clientLocations';
import { ConnectionParameters } from './connectionParameters';
import { translate as t } from '../__testUtils__/translate';

const target: ConnectionParameters = {
  host: 'db.example.com',
  port: 5433,
  database: 'orders',
  user: 'app',
  sslMode: 'require',
  credentials: {
    store: 'file',
    secretRef: 'orders',
    usage: 'psql service=orders',
  },
  isDefaultEndpoint: true,
};
const hostile: ConnectionParameters = {
  ...target,
  database: `a'b"c d/e?f#g$(id)&h`,
  user: 'us er@x:y',
};
const kubernetes: ConnectionParameters = {
  ...target,
  credentials: {
    store: 'kubernetes',
    secretRef: 'team/pg-orders',
    configMapRef: 'team/pg-orders',
  },
};

const offered = (
  clientLocation: ClientLocation,
  { credentials }: ConnectionParameters,
  recipes = [] as Recipe[],
) => snippetFormats(clientLocation, { credentials, recipes });
const build = (id: string, from: ConnectionParameters = target) => {
  const format = offered('application', from).find(other => other.id === id);
  if (!format) throw new Error(`no format ${id}`);
  return format.build(t, from).code;
};
const encoded = 'a%27b%22c%20d%2Fe%3Ff%23g%24%28id%29%26h';

const recipe = (from: ClientLocation, ...commands: string[]): Recipe => ({
  id: from,
  title: from,
  from,
  commands: commands.map(command => ({ label: command, command })),
  notes: ['careful'],
  needs: [],
});

describe('places', () => {
  const of = (...recipes: Recipe[]) => connection({ recipes });
  const [endpoint, other] = connection().endpoints;

  it('offers another namespace only if the provider has a recipe for it', () => {
    const ids = (...recipes: Recipe[]) => clientLocationsOf(of(...recipes));
    expect(ids()).toEqual(['application', 'laptop']);
    expect(ids(recipe('other-namespace'))).toEqual([
      'application',
      'other-namespace',
      'laptop',
    ]);
  });

  it('returns the recipes of the client location without repetition', () => {
    const elsewhere = {
      ...recipe('other-namespace', 'PGHOST=a\nPGPORT=1', 'more'),
      notes: ['careful', 'repeated'],
    };
    const [first, ...none] = recipesOf(
      of(recipe('laptop'), elsewhere),
      'other-namespace',
      endpoint,
      {
        code: 'PGHOST=a\nPGPORT=1\nDATABASE_URL=x',
        notes: ['repeated'],
      },
    );
    expect(none).toEqual([]);
    expect(first.notes).toEqual(['careful']);
    expect(first.commands.map(({ command }) => command)).toEqual(['more']);
  });

  it('leaves the environment of a container to its format', () => {
    const { credentials } = kubernetes;
    const recipes = [recipe('application', 'env: …')];
    const commands = (from: object) =>
      recipesOf({ ...of(...recipes), ...from }, 'application', endpoint, {
        code: '',
      }).map(({ commands: { length } }) => length);
    expect(commands({})).toEqual([1]);
    expect(commands({ credentials })).toEqual([0]);
  });

  it('follows the selected endpoint, and omits recipes of others', () => {
    const { host, port } = endpoint;
    const from = 'application';
    const both: Recipe = {
      ...recipe(from, 'for all'),
      commands: [
        { label: 'any', command: 'for all' },
        { label: 'one', command: 'to write', endpoint: { host, port } },
        {
          ...{ label: 'other', command: 'to read' },
          endpoint: { host: other.host, port: other.port },
        },
      ],
    };
    const writes: Recipe = {
      ...recipe(from),
      commands: [both.commands[1]],
    };
    const commandsFor = (chosen: typeof endpoint) =>
      recipesOf(of(both, writes), from, chosen, { code: '' }).map(
        ({ commands }) => commands.map(({ command }) => command),
      );
    expect(commandsFor(endpoint)).toEqual([
      ['for all', 'to write'],
      ['to write'],
    ]);
    expect(commandsFor(other)).toEqual([['for all', 'to read']]);
  });
});

describe('endpoints from a laptop', () => {
  const [primary] = connection().endpoints;
  const toWrite = { ...primary, host: 'orders-rw.team.svc' };
  const toRead = {
    ...{ ...primary, host: 'orders-ro.team.svc' },
    purpose: 'read-only' as const,
  };
  const inCluster = (localPort?: number, endpoints = [toWrite, toRead]) =>
    connection({
      endpoints,
      recipes: [
        {
          ...recipe('laptop', 'kubectl config use-context X'),
          commands: endpoints.map(({ host, port }) => ({
            ...{ label: host, command: 'kubectl port-forward' },
            ...{ endpoint: { host, port }, localPort },
          })),
        },
      ],
    });

  it('use the port-forward of each if the name cannot be resolved outside', () => {
    const there = { host: 'localhost', port: 15432 };
    expect(reachableEndpoints(inCluster(15432), 'laptop')).toEqual([
      { ...toWrite, ...there, forwards: toWrite },
      { ...toRead, ...there, forwards: toRead },
    ]);
  });

  it('keep the name for the certificate if that is verified', () => {
    const checked = { ...toWrite, sslMode: 'verify-full' as const };
    const from = inCluster(15432, [checked]);
    expect(reachableEndpoints(from, 'laptop')).toEqual([
      {
        ...{ ...checked, forwards: checked },
        ...{ hostaddr: '127.0.0.1', port: 15432 },
      },
    ]);
  });

  it.each([
    ['in the cluster', inCluster(15432), 'application'],
    ['without a port-forward', inCluster(), 'laptop'],
    ['for a host that everybody reaches', connection(), 'laptop'],
  ] as const)('stay as they are %s', (_, from, clientLocation) => {
    expect(reachableEndpoints(from, clientLocation)).toEqual(from.endpoints);
  });
});

describe('snippets', () => {
  it('offers the format for the client location first', () => {
    const ids = (...args: Parameters<typeof offered>) =>
      offered(...args).map(({ id }) => id);
    expect(ids('application', kubernetes)).toEqual([
      'env',
      'dotenv',
      'psql',
      'uri',
      'jdbc',
      'node',
      'python',
      'go',
    ]);
    expect(ids('application', target)[0]).toBe('dotenv');
    expect(ids('application', target)).toContain('env');
    const recipes = [recipe('application', 'env: …')];
    expect(ids('application', target, recipes)).not.toContain('env');
    expect(ids('other-namespace', kubernetes)).not.toContain('env');
    expect(ids('laptop', kubernetes)).not.toContain('env');
    expect(ids('laptop', kubernetes)[0]).toBe('psql');
  });

  it('uses the selected endpoint, and its CA', () => {
    const [, readOnly] = connection().endpoints;
    expect(connectionParameters(connection(), readOnly)).toMatchObject({
      host: 'pg-standby.example.com',
      isDefaultEndpoint: false,
    });
    const of = (caCertificate?: string) =>
      connectionParameters(
        connection({ caCertificate: 'PEM of the primary' }),
        {
          ...{ ...readOnly, sslMode: 'verify-full', caCertificate },
        },
      ).caCertificate;
    expect([of(), of('PEM')]).toEqual(['PEM of the primary', 'PEM']);
  });

  it('names the password file if the store has one', () => {
    const credentials = { ...target.credentials!, passwordFile: '/x/pgpass' };
    expect(build('dotenv', { ...target, credentials })).toMatch(
      /^PGPASSFILE=\/x\/pgpass$/m,
    );
    expect(build('dotenv')).not.toContain('PGPASSFILE');
  });

  it('uses Secret and ConfigMap with the keys that every provider writes', () => {
    const code = build('env', kubernetes);
    expect(code).toContain('# In the namespace "team".');
    expect(code).toContain(
      '  - name: PGPASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: "pg-orders"\n        key: PGPASSWORD',
    );
    expect(code).toContain(
      '  - name: PGHOST\n    valueFrom:\n      configMapKeyRef:\n        name: "pg-orders"\n        key: PGHOST',
    );
  });

  it('distinguishes cluster and namespace', () => {
    const credentials = {
      ...kubernetes.credentials!,
      secretRef: 'prod-eu/team/orders-app',
    };
    const code = build('env', { ...kubernetes, credentials });
    expect(code).toContain(
      '# In the namespace "team" of the cluster "prod-eu".',
    );
    expect(code).toContain('name: "orders-app"');
  });

  it('writes the address of an endpoint that is not in the ConfigMap', () => {
    const code = build('env', { ...kubernetes, isDefaultEndpoint: false });
    expect(code).toContain('  - name: PGHOST\n    value: "db.example.com"');
    expect(code).not.toContain('configMapKeyRef');
  });

  it('has no name in which Kubernetes would expand a variable', () => {
    expect(build('env', { ...target, database: 'a$(PGHOST)$b' })).toContain(
      '  - name: PGDATABASE\n    value: "a$$(PGHOST)$b"\n',
    );
  });

  it('shows where credentials are stored outside of Kubernetes', () => {
    expect(build('env')).toContain(
      '# User and password are in the credential store "file", entry "orders".\n# Set PGPASSWORD from there.\n# To use them: psql service=orders\n',
    );
    expect(build('env')).not.toContain('secretKeyRef');
    expect(describeCredentialLocation(t, undefined)).toBe(
      t('formats.credentials.unknown'),
    );
  });

  it('writes a .env file, which is not a shell script', () => {
    expect(build('dotenv')).toContain(
      'PGHOST=db.example.com\nPGPORT=5433\nPGDATABASE=orders\nPGUSER=app\nPGSSLMODE=require\nDATABASE_URL=postgresql://app@db.example.com:5433/orders?sslmode=require\n# PGPASSWORD',
    );
    expect(build('dotenv', { ...target, host: '::1' })).toMatch(
      /^PGHOST=::1$/m,
    );
  });

  it('uses the given CA, or the certificates of the system', () => {
    const of = (id: string, caFile?: string) =>
      build(id, { ...target, sslMode: 'verify-full', caFile });
    expect(of('psql')).toContain('sslmode=verify-full sslrootcert=system');
    expect(of('jdbc')).toContain(
      'sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory',
    );
    expect(of('jdbc', 'ca.crt')).toContain(
      'sslmode=verify-full&sslrootcert=ca.crt',
    );
    expect(of('dotenv')).toMatch(/^PGSSLROOTCERT=system$/m);
    // Other drivers would open a file of that name.
    expect(of('dotenv')).toMatch(/^DATABASE_URL=.*[?]sslmode=verify-full$/m);
    expect(of('env', 'ca.crt')).toContain(
      'name: PGSSLROOTCERT\n    value: "/etc/postgres-ca/ca.crt"',
    );
  });

  it('writes a psql command', () => {
    expect(build('psql')).toBe(
      "psql 'host=db.example.com port=5433 dbname=orders user=app sslmode=require'",
    );
  });

  it('percent-encodes parts of a URI', () => {
    expect(build('uri', hostile)).toBe(
      `postgresql://us%20er%40x%3Ay@db.example.com:5433/${encoded}?sslmode=require`,
    );
    expect(
      build('uri', { ...target, host: '2001:db8::1', user: undefined }),
    ).toBe('postgresql://[2001:db8::1]:5433/orders?sslmode=require');
    const parsed = new URL(build('uri', hostile));
    expect(decodeURIComponent(parsed.pathname.slice(1))).toBe(hostile.database);
    expect(decodeURIComponent(parsed.username)).toBe(hostile.user);
  });

  it('writes a JDBC URI', () => {
    expect(build('jdbc', hostile)).toBe(
      `jdbc:postgresql://db.example.com:5433/${encoded}?user=us%20er%40x%3Ay&sslmode=require`,
    );
  });

  it.each([
    ['disable', 'ssl: false'],
    ['prefer', 'ssl = (await connectsWith(encrypted)) ? encrypted : false'],
    ['allow', 'ssl = (await connectsWith(encrypted)) ? encrypted : false'],
    ['require', 'ssl: { rejectUnauthorized: false }'],
    ['verify-ca', 'ssl: { checkServerIdentity: () => undefined }'],
    ['verify-full', 'ssl: true'],
  ] as const)(
    'writes node-postgres options that mean sslmode %s',
    (sslMode, expected) => {
      const code = build('node', { ...hostile, sslMode });
      expect(code).toContain(expected);
      expect(code).toContain(`database: ${JSON.stringify(hostile.database)},`);
      expect(code).toContain('password: process.env.PGPASSWORD');
    },
  );

  it('reads the CA in Node from the saved file', () => {
    expect(
      build('node', { ...target, sslMode: 'verify-full', caFile: 'ca.crt' }),
    ).toContain('ssl: { ca: readFileSync("ca.crt") }');
  });

  it('writes psycopg arguments', () => {
    expect(build('python', hostile)).toContain(
      `    dbname=${JSON.stringify(
        hostile.database,
      )},\n    user="us er@x:y",\n    sslmode="require",`,
    );
    expect(build('python', { ...target, user: undefined })).toContain(
      'user=os.environ["PGUSER"]',
    );
  });

  it('writes a pgx connection', () => {
    expect(build('go', hostile)).toContain(
      `pgx.Connect(ctx, "postgresql://us%20er%40x%3Ay@db.example.com:5433/${encoded}?sslmode=require")`,
    );
  });
});
