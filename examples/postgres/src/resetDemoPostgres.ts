import { existsSync } from 'fs';
import { rm } from 'fs/promises';

import { layout } from './layout';
import { withLock } from './lock';
import { stopServer } from './server';

/**
 * Stops what runs in the data folder, whoever started it, and removes the
 * folder with all data.
 *
 * @public
 */
export async function resetDemoPostgres(dataDir: string): Promise<void> {
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
