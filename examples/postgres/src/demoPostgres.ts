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
import { keepArchivePruned } from './pruneArchive';
import { ensureRoles } from './roles';
import { accessibleBinaries, accessibleFolder } from './accessible';
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
 * Starts a primary and its streaming standby, or uses the servers that already
 * run in the data folder.
 *
 * Idempotent: the first start initializes the primary, creates the roles and
 * clones the standby. A later start retains the data, recovers from a crash, and
 * takes over servers whose process was killed.
 *
 * @throws PortInUseError if another program listens on one of the ports
 * @throws Error with the end of the log of a server that does not start
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
  const requestedDir = path.resolve(options.dataDir);
  const user = await findServerUser();
  const dataDir = await accessibleFolder(user, requestedDir);
  if (dataDir !== requestedDir) {
    log(
      `PostgreSQL does not run as root. It runs as "${user?.name}", who cannot access ${requestedDir}: its data is in ${dataDir}`,
    );
  }
  const { postgres: binary, initdb } = await accessibleBinaries(
    user,
    findBinaries(),
  );
  const paths = layout(dataDir);
  await ensureFolder(dataDir, user);

  return withLock(dataDir, log, async () => {
    const hadCredentials = existsSync(path.join(dataDir, 'credentials.json'));
    if (existsSync(paths.primary) && !hadCredentials) {
      throw new Error(
        `${dataDir} contains a server, but credentials.json with its passwords is missing. Reset the demo to start with new data.`,
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
    let endPruning = () => {};

    const tls = options.tls
      ? await ensureCertificates(paths.tls, user, options.tlsNames)
      : undefined;
    const config = (serverPort: number, extra: Record<string, string>) =>
      renderSettings({
        ...commonSettings({ port: serverPort, fsync, tls }),
        ...(archive && archiveSettings(paths.archive)),
        ...extra,
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
          // Not in the connection string, which superusers can read.
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
      crashed: async () => [
        ...((await primary.hasCrashed()) ? (['primary'] as const) : []),
        ...(withStandby && (await standbyServer.hasCrashed())
          ? (['standby'] as const)
          : []),
      ],
      startPrimary,
      stopPrimary: () => primary.stop(),
      startStandby,
      stopStandby: () => standbyServer.stop(),
      stop: async () => {
        endPruning();
        const owner = await ownership.otherOwner();
        if (owner) {
          log(`PostgreSQL continues to run, because process ${owner} owns it`);
          return;
        }
        // Concurrently: the primary waits for a connected standby.
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
      if (archive) {
        endPruning = keepArchivePruned(paths.archive, paths.backups, log);
      }
    } catch (error) {
      // A failed start leaves no running servers.
      await demo.stop();
      throw error;
    }
    return demo;
  });
}
