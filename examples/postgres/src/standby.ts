import { existsSync } from 'fs';
import { mkdir, open, rename, rm, writeFile } from 'fs/promises';
import path from 'path';
import * as tar from 'tar';

import { PortTakenError } from './ports';
import { Server } from './server';
import { chownTo, ServerUser } from './serverUser';
import { WithSuperuser } from './superuser';
import { waitUntil } from './waiting';

export const SLOT = 'standby';
export const APPLICATION_NAME = 'standby';

/** The primary's identity, which its clones share: the first field of pg_control. */
async function systemIdentifier(directory: string): Promise<string> {
  const file = await open(path.join(directory, 'global/pg_control'));
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.toString('hex');
  } finally {
    await file.close();
  }
}

/** Keeps a clone of the primary streaming from it. */
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

  /** Starts the standby; clones the primary first where it must, or where the standby does not get to follow. */
  async start(mayRestart: boolean): Promise<void> {
    const { server, primary, log } = this.options;
    if (existsSync(server.directory) && !(await primary.pid())) {
      // Nothing to compare with or to follow: it waits for the primary.
      await server.start(mayRestart);
      return;
    }
    const reason = await this.#whyClone();
    if (reason) {
      await this.#clone(reason);
    }
    try {
      await this.#startStreaming(mayRestart || Boolean(reason));
    } catch (error) {
      if (reason || !mayRestart || error instanceof PortTakenError) {
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
        `The standby runs but does not stream from the primary. Its log ${server.directory}.log says why.`,
      );
    }
  }

  async #whyClone(): Promise<string | undefined> {
    const { server, primary, withSuperuser } = this.options;
    if (!existsSync(server.directory)) {
      return 'there is none yet';
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
      return 'its replication slot is gone';
    }
    return rows[0].wal_status === 'lost'
      ? 'the primary no longer has the WAL it needs'
      : undefined;
  }

  async #clone(reason: string): Promise<void> {
    const { server, user, log } = this.options;
    const begin = performance.now();
    const unfinished = `${server.directory}.new`;
    const backup = `${server.directory}.backup`;
    const old = `${server.directory}.old`;
    await server.stop();
    for (const leftover of [unfinished, backup, old]) {
      await rm(leftover, { recursive: true, force: true });
    }
    if (existsSync(server.directory)) {
      // Renamed first: half a removal must not look like a clone.
      await rename(server.directory, old);
    }
    await this.#freshSlot();
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
    // From here on it counts as a clone: what crashes before is done again.
    await rename(unfinished, server.directory);
    await rm(backup, { recursive: true });
    await rm(old, { recursive: true, force: true });
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    log(
      `PostgreSQL standby cloned from the primary, because ${reason} (${seconds} s)`,
    );
  }

  /** A slot that holds the WAL back from now on. */
  async #freshSlot(): Promise<void> {
    await this.options.withSuperuser(async client => {
      const slots = () =>
        client.query<{ active_pid: number | null }>(
          'SELECT active_pid FROM pg_replication_slots WHERE slot_name = $1',
          [SLOT],
        );
      // The sender of a standby that was just stopped takes a moment to end.
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

  /** The server writes the backup itself: the package in use has no client programs. */
  async #baseBackup(folder: string): Promise<void> {
    // Replication commands know no E'...', which escapeLiteral makes of a backslash.
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
