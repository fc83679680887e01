import { existsSync } from 'fs';
import { rm } from 'fs/promises';
import path from 'path';

import { layout } from './layout';
import { withLock } from './lock';
import { accessibleFolder } from './accessible';
import { stopServer } from './server';
import { findServerUser } from './serverUser';

/**
 * Stops the servers in the data folder, regardless of their owner, and removes the
 * folder with all data.
 *
 * @public
 */
export async function resetDemoPostgres(folder: string): Promise<void> {
  const dataDir = await accessibleFolder(
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
