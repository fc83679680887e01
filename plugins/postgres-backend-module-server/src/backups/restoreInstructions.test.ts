import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  describeWithPart,
  freePort,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient } from '@pgstage/example-postgres';
import {
  eventually,
  grantBackupRights,
  startObservedServer,
} from '../__testUtils__/observedServer';
import { copyPrograms } from '../__testUtils__/olderServer';
import { requestFor } from '../__testUtils__/testServer';
import { DatabaseBackups } from './DatabaseBackups';

const run = promisify(execFile);

jest.setTimeout(300_000);

const PAGE = path.resolve(__dirname, '../../../../docs/restore-base-backup.md');

/** Returns the instructions of the documentation with other values at their start. */
async function instructions(values: Record<string, string | number>) {
  const page = await readFile(PAGE, 'utf8');
  const [, script] = /```sh\n([^`]*)```/.exec(page)!;
  return Object.entries(values).reduce((text, [name, value]) => {
    const line = new RegExp(`^${name}=.*$`, 'm');
    expect(text).toMatch(line);
    return text.replace(line, `${name}='${value}'`);
  }, script);
}

describeWithPart('PGSTAGE_PG18_BIN', 'a base backup', binDirectory => {
  it('is restored to a point in time by the instructions of the documentation', async () => {
    const server = await startObservedServer(
      {},
      { standby: false, settings: { archive_timeout: '2s' } },
    );
    const programs = await copyPrograms(binDirectory);
    const DATA = path.join(programs.home, 'restored');
    try {
      await grantBackupRights(server.admin, 'pgstage');
      await server.create(requestFor('orders'));
      await server.asApplication(
        'orders',
        'CREATE TABLE item AS SELECT 1 AS id',
      );
      const ref = 'server:main/orders';
      const backups = new DatabaseBackups(server.observer, server.services);
      await backups.create(ref, { method: 'base' });
      const {
        backups: [backup],
      } = await eventually(
        () => backups.list(ref),
        section => section.backups[0]?.status === 'finished',
      );
      await server.asApplication('orders', 'INSERT INTO item VALUES (2)');
      // WAL that ends before the time is archived after it.
      const [{ command }] = (
        await server.admin.query(
          `SELECT current_setting('archive_command') AS command`,
        )
      ).rows;
      await server.admin.query(
        `ALTER SYSTEM SET archive_command = ${server.admin.escapeLiteral(
          `sleep 3; ${command}`,
        )}`,
      );
      await server.admin.query('SELECT pg_reload_conf()');
      await server.admin.query('SELECT pg_switch_wal()');
      const now = async () => {
        const { rows } = await server.admin.query(
          'SELECT clock_timestamp()::text AS now',
        );
        return rows[0].now as string;
      };
      // The window starts at the next full second after the backup.
      await server.admin.query('SELECT pg_sleep(1)');
      const target = await now();
      // A mistake, which the restore undoes.
      await server.asApplication('orders', 'DROP TABLE item');
      const after = Date.parse(await now());
      await eventually(
        () => backups.list(ref),
        ({ recoveryWindow }) =>
          recoveryWindow &&
          Date.parse(recoveryWindow.from) <= Date.parse(target) &&
          Date.parse(recoveryWindow.to) > after,
      );
      const PORT = await freePort();
      const script = await instructions({
        BACKUP: backup.location!,
        ARCHIVE: server.postgres.archiveDir,
        DATA,
        PORT,
        TARGET: target,
      });
      await run('sh', ['-c', script], programs.options).catch(async error => {
        const log = await readFile(path.join(DATA, 'restore.log'), 'utf8');
        throw new Error(log, { cause: error });
      });
      const restored = await connectClient({
        host: '127.0.0.1',
        port: PORT,
        ...server.postgres.admin,
        database: 'orders',
      });
      const { rows } = await restored.query(
        'SELECT id, pg_is_in_recovery() AS recovering FROM item ORDER BY id',
      );
      await restored.end();
      expect(rows).toEqual([
        { id: 1, recovering: false },
        { id: 2, recovering: false },
      ]);
    } finally {
      await run(
        'pg_ctl',
        ['-D', DATA, '-m', 'immediate', 'stop'],
        programs.options,
      ).catch(() => {});
      await server.stop();
      await programs.remove();
    }
  });
});
