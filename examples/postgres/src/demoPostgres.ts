import { existsSync } from 'fs';
import { mkdir } from 'fs/promises';
import path from 'path';

import { findBinaries } from './binaries';
import { ensureCertificates } from './certificates';
import { loadCredentials, Login } from './credentials';
import { writePrivately } from './files';
import { layout } from './layout';
import { withLock } from './lock';
import { Ownership } from './ownership';
import { initPrimary } from './primary';
import { ensureRoles } from './roles';
import { reachableBinaries, reachableFolder } from './reachable';
import { Server } from './server';
import { findServerUser, chownTo, ServerUser } from './serverUser';
import {
  archiveSettings,
  commonSettings,
  renderConninfo,
  renderSettings,
} from './settings';
import { APPLICATION_NAME, SLOT, Standby } from './standby';
import { superuserOf } from './superuser';
import { DemoPostgres, DemoPostgresOptions } from './types';

const HOST = '127.0.0.1';

async function ensureFolder(folder: string, user: ServerUser | undefined) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chownTo(user, folder);
}

/**
 * Starts a real primary and its streaming standby, or goes on with what
 * already runs in the data folder.
 *
 * Made to be repeated: the first start initialises the primary, makes the
 * roles and clones the standby; a later one keeps the data, heals what a crash
 * left behind, and takes over servers whose starter was killed.
 *
 * @throws PortTakenError if another program listens on one of the ports.
 * @throws Error with the end of the server's log if one does not start.
 * @public
 */
export async function startDemoPostgres(
  options: DemoPostgresOptions,
): Promise<DemoPostgres> {
  const {
    port,
    standbyPort = port + 1,
    log = () => {},
    standby: withStandby = true,
    archive = true,
    fsync = true,
  } = options;
  const asked = path.resolve(options.dataDir);
  const user = await findServerUser();
  const dataDir = await reachableFolder(user, asked);
  if (dataDir !== asked) {
    log(
      `PostgreSQL refuses to run as root. It runs as "${user?.name}", who cannot reach ${asked}: its data is in ${dataDir}`,
    );
  }
  const { postgres: binary, initdb } = await reachableBinaries(
    user,
    findBinaries(),
  );
  const paths = layout(dataDir);
  await ensureFolder(dataDir, user);

  return withLock(dataDir, log, async () => {
    const hadCredentials = existsSync(path.join(dataDir, 'credentials.json'));
    if (existsSync(paths.primary) && !hadCredentials) {
      throw new Error(
        `${dataDir} holds a server, but credentials.json with its passwords is gone. Reset it to start afresh.`,
      );
    }
    const credentials = await loadCredentials(dataDir);
    const login = (name: Login) => ({
      user: name,
      password: credentials[name],
    });
    await ensureFolder(paths.archive, user);
    await ensureFolder(paths.backups, user);
    const ownership = new Ownership(dataDir);

    const tls = options.tls
      ? await ensureCertificates(paths.tls, user, options.tlsNames)
      : undefined;
    const config = (ownPort: number, own: Record<string, string>) =>
      renderSettings({
        ...commonSettings({ port: ownPort, fsync, tls }),
        ...(archive && archiveSettings(paths.archive)),
        ...own,
        ...options.settings,
      });
    const primary = new Server({
      name: 'primary',
      directory: paths.primary,
      port,
      config: config(port, {}),
      binary,
      user,
      log,
    });
    const withSuperuser = superuserOf(
      { host: HOST, port },
      credentials.postgres,
    );
    const standbyServer = new Server({
      name: 'standby',
      directory: paths.standby,
      port: standbyPort,
      config: config(standbyPort, {
        primary_conninfo: renderConninfo({
          host: HOST,
          port: String(port),
          user: 'replicator',
          // Not in the connection string, which every superuser can read.
          passfile: paths.passfile,
          application_name: APPLICATION_NAME,
        }),
        primary_slot_name: SLOT,
      }),
      binary,
      user,
      log,
    });
    const standby = new Standby({
      server: standbyServer,
      primary,
      withSuperuser,
      user,
      log,
    });
    const startPrimary = async () => primary.start(await ownership.take());
    const startStandby = async () => {
      await standby.start(await ownership.take());
    };

    const demo: DemoPostgres = {
      dataDir,
      primary: { host: HOST, port },
      ...(withStandby && { standby: { host: HOST, port: standbyPort } }),
      admin: login('postgres'),
      roles: {
        pgstage: login('pgstage'),
        backstage: login('backstage'),
        replicator: login('replicator'),
      },
      archiveDir: paths.archive,
      backupDir: paths.backups,
      caFile: tls?.caFile,
      pids: async () => ({
        primary: await primary.pid(),
        standby: await standbyServer.pid(),
      }),
      died: async () => [
        ...((await primary.hasDied()) ? (['primary'] as const) : []),
        ...(withStandby && (await standbyServer.hasDied())
          ? (['standby'] as const)
          : []),
      ],
      startPrimary,
      stopPrimary: () => primary.stop(),
      startStandby,
      stopStandby: () => standbyServer.stop(),
      stop: async () => {
        const owner = await ownership.otherOwner();
        if (owner) {
          log(`PostgreSQL goes on: process ${owner} started it and still runs`);
          return;
        }
        // Together: the primary waits for a standby that is connected.
        await Promise.all([standbyServer.stop(), primary.stop()]);
        await ownership.release();
      },
    };
    try {
      await initPrimary({
        directory: paths.primary,
        initdb,
        password: credentials.postgres,
        fsync,
        user,
      });
      await startPrimary();
      await withSuperuser(client => ensureRoles(client, credentials));
      if (withStandby) {
        await writePrivately(
          paths.passfile,
          `${HOST}:*:*:replicator:${credentials.replicator}\n`,
          user,
        );
        await startStandby();
      }
    } catch (error) {
      // A start that fails leaves nothing behind that nobody would stop.
      await demo.stop();
      throw error;
    }
    return demo;
  });
}
