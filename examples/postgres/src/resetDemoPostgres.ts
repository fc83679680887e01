import { existsSync } from 'fs';
import { rm } from 'fs/promises';
import path from 'path';

import { layout } from './layout';
import { withLock } from './lock';
import { reachableFolder } from './reachable';
import { stopServer } from './server';
import { findServerUser } from './serverUser';

/**
 * Stops what runs in the data folder, whoever started it, and removes the
 * folder with all data.
 *
 * @public
 */
export async function resetDemoPostgres(folder: string): Promise<void> {
  const dataDir = await reachableFolder(
    await findServerUser(),
    path.resolve(folder),
  );
  if (!existsSync(dataDir)) {
    return;
  }
  await withLock(
    dataDir,
    () => {},
    async () => {
      const paths = layout(dataDir);
      await Promise.all([stopServer(paths.standby), stopServer(paths.primary)]);
    },
  );
  await rm(dataDir, { recursive: true, force: true });
}
