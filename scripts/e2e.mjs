import { ensureInstalled } from './ensure-installed.mjs';
import { main } from './lib/output.mjs';
import { run } from './lib/run.mjs';
import { summarizeSkipped } from './lib/skipped.mjs';

await main(async () => {
  if (!process.env.PGSTAGE_CHROMIUM) {
    process.stdout.write(`${summarizeSkipped('PGSTAGE_CHROMIUM')}\n`);
    return process.env.CI ? 1 : 0;
  }
  await ensureInstalled();
  return run('playwright', ['test', '-c', 'e2e', ...process.argv.slice(2)]);
});
