import { execFile, spawn } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { startRealServer } from '../../__testUtils__/realServer';
import { backupVerdict, restoreVerdict } from '../verdict';
import { BACKUP } from './backup';
import { RESTORE } from './restore';

const run = promisify(execFile);

jest.setTimeout(300_000);

/** The programs that the scripts use; the official image has all of them. */
const PROGRAMS = [
  ...['base64', 'cat', 'date', 'df', 'flock', 'grep', 'head', 'ls', 'mkdir'],
  ...['mv', 'rm', 'sed', 'sh', 'sha256sum', 'sleep', 'sort', 'sync', 'tail'],
  ...['tr', 'wc'],
];
const OF_POSTGRES = ['pg_dump', 'pg_dumpall', 'pg_restore', 'psql'];

describeWithPart('PGSTAGE_PG18_BIN', 'the backup script', programs => {
  let server: Awaited<ReturnType<typeof startRealServer>>;
  let folder: string;
  let volume: string;
  let count = 0;

  beforeAll(async () => {
    server = await startRealServer(programs);
    await server.sql("CREATE ROLE shop LOGIN PASSWORD 'secret-of-shop'");
    await server.sql('CREATE DATABASE orders OWNER shop');
    await server.sql('REVOKE CONNECT ON DATABASE orders FROM PUBLIC');
    await server.sql(
      "CREATE TABLE items AS SELECT id, md5(id::text) AS text FROM generate_series(1, 20000) AS id; SELECT lo_from_bytea(0, 'large')",
      'orders',
      'shop',
    );
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backups-'));
    volume = join(folder, 'volume');
    await mkdir(volume);
    await mkdir(join(folder, 'bin'));
    for (const name of PROGRAMS) {
      const { stdout } = await run('which', [name]);
      await symlink(stdout.trim(), join(folder, 'bin', name));
    }
    for (const name of OF_POSTGRES)
      await symlink(join(programs, name), join(folder, 'bin', name));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Replaces a program. */
  async function program(name: string, body: string) {
    const file = join(folder, 'bin', name);
    await rm(file);
    await writeFile(file, `#!/bin/sh\n${body}\n`);
    await chmod(file, 0o755);
  }

  async function environment(id: string, more: Record<string, string>) {
    const tmp = join(folder, `tmp-${(count += 1)}`);
    await mkdir(tmp);
    return {
      ...server.env,
      PGDATABASE: 'orders',
      PGUSER: 'shop',
      PATH: join(folder, 'bin'),
      TMPDIR: tmp,
      REPORT: join(tmp, 'report'),
      BACKUPS: volume,
      JOB: `orders-postgresql-backup-${id}`,
      KEEP: '7',
      KEEP_SECONDS: `${30 * 86_400}`,
      ...more,
    };
  }
  const verdictOf = async ({ REPORT }: { REPORT: string }) => {
    const text = await readFile(REPORT, 'utf8');
    expect(text.length).toBeLessThan(4096);
    return backupVerdict.parse(JSON.parse(text));
  };
  /** Takes a backup, and returns its verdict. */
  async function backUp(id: string, more: Record<string, string> = {}) {
    const env = await environment(id, more);
    const exit = await run('/bin/sh', ['-c', BACKUP], { env }).then(
      () => 0,
      error => error.code,
    );
    const verdict = await verdictOf(env);
    expect(verdict.exitCode).toBe(exit);
    return verdict;
  }
  const folders = async () =>
    (await readdir(volume)).filter(name => name !== '.lock').sort();
  const idsOf = ({ backups }: { backups: Array<{ id: string }> }) =>
    backups.map(({ id }) => id);

  it('dumps the database as its owner, with what it reports, and without passwords', async () => {
    const verdict = await backUp('one');
    expect(verdict).toMatchObject({
      stage: 'done',
      full: false,
      free: expect.any(Number),
    });
    const [name] = await folders();
    const file = join(volume, name, 'database.dump');
    const { stdout } = await run('sha256sum', [file]);
    const entry = JSON.parse(
      await readFile(join(volume, name, 'entry.json'), 'utf8'),
    );
    expect(entry).toMatchObject({
      sha256: stdout.split(' ')[0],
      server: expect.stringMatching(/^18/),
    });
    expect(verdict.backups).toEqual([
      {
        id: 'one',
        startedAt: expect.any(String),
        seconds: entry.seconds,
        bytes: entry.bytes,
      },
    ]);
    const globals = await readFile(join(volume, name, 'globals.sql'), 'utf8');
    expect(globals).toContain('CREATE ROLE shop');
    expect(globals).not.toMatch(/PASSWORD|SCRAM/);
    await server.sql('CREATE DATABASE copy OWNER shop');
    await run(join(programs, 'pg_restore'), ['-d', 'copy', file], {
      env: { ...server.env, PGUSER: 'shop' },
    });
    expect(
      await server.sql('SELECT count(*), max(text) FROM items', 'copy'),
    ).toBe(await server.sql('SELECT count(*), max(text) FROM items', 'orders'));
    await server.sql('DROP DATABASE copy');
  });

  it('takes one backup for each Job, however often its pod runs', async () => {
    await backUp('one');
    const before = await folders();
    expect(await backUp('one')).toMatchObject({ stage: 'done', exitCode: 0 });
    expect(await folders()).toEqual(before);
  });

  it.each([0.5, 0.9, 0.99, 0.999])(
    'rejects a dump that is cut at %d of its size, and keeps the last good one',
    async part => {
      await backUp('good');
      await program(
        'pg_dump',
        `"${join(programs, 'pg_dump')}" "$@" || exit
for file in "$@"; do :; done
"${
          process.execPath
        }" -e 'const fs = require("fs"); const [, file] = process.argv; fs.truncateSync(file, Math.floor(fs.statSync(file).size * ${part}))' "$file"`,
      );
      const verdict = await backUp('cut');
      expect(verdict).toMatchObject({ stage: 'verify', full: false });
      expect(verdict.said).toContain('pg_restore');
      expect(idsOf(verdict)).toEqual(['good']);
      expect(await folders()).toHaveLength(1);
    },
  );

  it('does not list a dump that was changed later', async () => {
    await backUp('one');
    const [name] = await folders();
    await truncate(join(volume, name, 'database.dump'), 100);
    expect(idsOf(await backUp('two'))).toEqual(['two']);
  });

  it('reports what PostgreSQL says, and removes what was not finished', async () => {
    await server.sql('CREATE TABLE foreign_items (id int)', 'orders');
    const verdict = await backUp('one');
    await server.sql('DROP TABLE foreign_items', 'orders');
    expect(verdict).toMatchObject({ stage: 'dump', backups: [] });
    expect(verdict.said).toContain('permission denied for table foreign_items');
    expect(await folders()).toEqual([]);
  });

  it('removes what a killed run left', async () => {
    await program('pg_restore', ': >"$TMPDIR/verifies"; exec sleep 300');
    const env = await environment('killed', {});
    const killed = spawn('/bin/sh', ['-c', BACKUP], { env, detached: true });
    await waitFor(async () =>
      expect(await readdir(env.TMPDIR)).toContain('verifies'),
    );
    process.kill(-killed.pid!, 'SIGKILL');
    await once(killed, 'exit');
    expect(await folders()).toEqual([expect.stringMatching(/^\.new-/)]);
    await rm(join(folder, 'bin', 'pg_restore'));
    await symlink(
      join(programs, 'pg_restore'),
      join(folder, 'bin', 'pg_restore'),
    );
    expect(idsOf(await backUp('next'))).toEqual(['next']);
    expect(await folders()).toHaveLength(1);
  });

  it('takes one backup after another', async () => {
    const dump = join(programs, 'pg_dump');
    await program(
      'pg_dump',
      `mkdir "${folder}/running" || exit 9
"${dump}" "$@"; code=$?; sleep 1; rm -r "${folder}/running"; exit $code`,
    );
    const verdicts = await Promise.all(['a', 'b', 'c'].map(id => backUp(id)));
    expect(verdicts.map(({ stage }) => stage)).toEqual([
      'done',
      'done',
      'done',
    ]);
    expect(await folders()).toHaveLength(3);
  });

  /** Gives a backup another age. */
  async function age(id: string, days: number) {
    const name = (await folders()).find(each => each.endsWith(`-${id}`))!;
    const time = new Date(Date.now() - days * 86_400_000)
      .toISOString()
      .replace(/[-:]|\.\d+/g, '');
    await rename(join(volume, name), join(volume, `${time}-${id}`));
  }

  it('keeps as many as configured, and none that is too old', async () => {
    for (const [id, days] of [
      ['d', 40],
      ['c', 3],
      ['b', 2],
      ['a', 1],
    ] as const) {
      await backUp(id, { KEEP_SECONDS: `${90 * 86_400}` });
      await age(id, days);
    }
    expect(idsOf(await backUp('now', { KEEP: '3' }))).toEqual([
      'now',
      'a',
      'b',
    ]);
  });

  it('keeps the last good one, however old it is', async () => {
    await backUp('old', { KEEP: '1' });
    await age('old', 400);
    await program('pg_restore', 'echo damaged >&2; exit 1');
    for (const id of ['one', 'two']) {
      const verdict = await backUp(id, { KEEP: '1', KEEP_SECONDS: '60' });
      expect(verdict).toMatchObject({ stage: 'verify', said: 'damaged\n' });
      expect(idsOf(verdict)).toEqual(['old']);
    }
  });

  it('keeps the backup of its own run, also if the clock was set back', async () => {
    await backUp('ahead', { KEEP: '1' });
    await age('ahead', -2);
    expect(idsOf(await backUp('own', { KEEP: '1' }))).toEqual(['own']);
    await age('own', -2);
    expect(idsOf(await backUp('next', { KEEP: '2' }))).toEqual(['own', 'next']);
  });

  it('reports a full volume, and keeps the last good backup', async () => {
    const isMounted = await run('mount', [
      ...['-t', 'tmpfs', '-o', 'size=700k', 'tmpfs', volume],
    ]).then(
      () => true,
      () => false,
    );
    // Only root can mount.
    if (process.getuid?.() !== 0) return;
    expect(isMounted).toBe(true);
    try {
      expect(idsOf(await backUp('good'))).toEqual(['good']);
      const verdict = await backUp('full');
      expect(verdict).toMatchObject({
        stage: 'dump',
        full: true,
        size: 700 * 1024,
      });
      expect(verdict.said).toContain('No space left on device');
      expect(idsOf(verdict)).toEqual(['good']);
      expect(await folders()).toHaveLength(1);
    } finally {
      await run('umount', [volume]);
    }
  });

  it('reports why it cannot connect', async () => {
    await program('sleep', 'exit 0');
    const verdict = await backUp('one', { PGUSER: 'nobody' });
    expect(verdict).toMatchObject({ stage: 'connect', exitCode: 2 });
    expect(verdict.said).toContain('role "nobody" does not exist');
  });

  describe('and the restore script', () => {
    const SUM = 'SELECT count(*), sum(id), max(text) FROM items';

    beforeEach(async () => {
      await server.sql('CREATE DATABASE copy OWNER shop');
    });
    afterEach(() => server.sql('DROP DATABASE copy WITH (FORCE)'));

    async function restore(id: string, more: Record<string, string> = {}) {
      const env = await environment('restore', {
        PGDATABASE: 'copy',
        BACKUP: id,
        ...more,
      });
      await run('/bin/sh', ['-c', RESTORE], { env }).catch(() => undefined);
      const verdict = restoreVerdict.parse(
        JSON.parse(await readFile(env.REPORT, 'utf8')),
      );
      return {
        ...verdict,
        said: Buffer.from(verdict.said, 'base64').toString(),
      };
    }
    const tables = () =>
      server.sql(
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'",
        'copy',
      );

    it('restores all rows, owned by the owner', async () => {
      await backUp('one');
      expect(await restore('one')).toMatchObject({
        stage: 'done',
        exitCode: 0,
      });
      expect(await server.sql(SUM, 'copy')).toBe(
        await server.sql(SUM, 'orders'),
      );
      expect(
        await server.sql(
          "SELECT tableowner FROM pg_tables WHERE tablename = 'items'",
          'copy',
        ),
      ).toBe('shop');
      expect(
        await server.sql(
          'SELECT count(*) FROM pg_largeobject_metadata',
          'copy',
        ),
      ).toBe('1');
    });

    it('changes no database that contains data', async () => {
      await backUp('one');
      await server.sql(
        'CREATE TABLE items AS SELECT 7 AS id; ALTER TABLE items OWNER TO shop',
        'copy',
      );
      expect(await restore('one')).toMatchObject({
        stage: 'empty',
        exitCode: 5,
        said: expect.stringContaining(
          'The database already contains data. Nothing was restored.',
        ),
      });
      expect(await server.sql('SELECT id FROM items', 'copy')).toBe('7');
    });

    it.each([
      'CREATE FUNCTION seven() RETURNS int LANGUAGE sql RETURN 7',
      "CREATE TYPE mood AS ENUM ('good')",
      'CREATE SCHEMA other',
      'SELECT lo_create(0)',
    ])('changes no database that contains anything: %s', async sql => {
      await backUp('one');
      await server.sql(sql, 'copy');
      expect(await restore('one')).toMatchObject({
        stage: 'empty',
        exitCode: 5,
      });
    });

    it('reports no rows and commands of the database', async () => {
      await backUp('one');
      await program(
        'pg_restore',
        `cat >&2 <<'END'
pg_restore: error: COPY failed for table "items": ERROR:  invalid input syntax for type integer: "secret 1
secret 2"
DETAIL:  Key (id)=(secret 3) already exists.
CONTEXT:  COPY items, line 1: "secret 4"
Command was: INSERT INTO items
VALUES ('secret 5');
END
exit 1`,
      );
      const { said } = await restore('one');
      expect(said.trim()).toBe(
        'pg_restore: error: COPY failed for table "items": ERROR:  invalid input syntax for type integer',
      );
    });

    it('restores without the rights of roles that do not exist', async () => {
      await server.sql('CREATE ROLE reader');
      await server.sql('GRANT SELECT ON items TO reader', 'orders');
      await backUp('one');
      await server.sql('DROP OWNED BY reader', 'orders');
      await server.sql('DROP ROLE reader');
      expect(await restore('one')).toMatchObject({ stage: 'done' });
    });

    it('changes nothing if it fails or is killed, and can be repeated', async () => {
      await backUp('one');
      await program(
        'pg_restore',
        `"${join(
          programs,
          'pg_restore',
        )}" "$@" & pid=$!; kill -9 $pid; exit 137`,
      );
      expect(await restore('one')).toMatchObject({
        stage: 'restore',
        exitCode: 137,
      });
      expect(await tables()).toBe('0');
      await rm(join(folder, 'bin', 'pg_restore'));
      await symlink(
        join(programs, 'pg_restore'),
        join(folder, 'bin', 'pg_restore'),
      );
      expect(await restore('one')).toMatchObject({ stage: 'done' });
    });

    it('rejects a damaged dump, and one that is not there', async () => {
      await backUp('one');
      const [name] = await folders();
      const file = join(volume, name, 'database.dump');
      const bytes = await readFile(file);
      bytes[bytes.length - 100] += 1;
      await writeFile(file, bytes);
      expect(await restore('one')).toMatchObject({
        stage: 'verify',
        exitCode: 4,
        said: expect.stringContaining('is damaged'),
      });
      expect(await restore('two')).toMatchObject({
        stage: 'find',
        exitCode: 3,
        said: expect.stringContaining('There is no backup two'),
      });
      expect(await tables()).toBe('0');
    });
  });
});
