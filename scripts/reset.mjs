import fs from 'node:fs/promises';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { loadExamplesPostgres } from './lib/examples-postgres.mjs';
import { main, step } from './lib/output.mjs';
import { dataDir } from './lib/project.mjs';
import { stopRunning } from './lib/running.mjs';

await main(async () => {
  await ensureInstalled();
  await step('Stopping the demo', stopRunning);
  await step(`Removing ${dataDir}`, async () => {
    const { resetDemoPostgres } = loadExamplesPostgres();
    await resetDemoPostgres(path.join(dataDir, 'postgres'));
    await fs.rm(dataDir, { recursive: true, force: true });
  });
});
