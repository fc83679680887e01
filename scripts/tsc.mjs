import { ensureInstalled } from './ensure-installed.mjs';
import { main } from './lib/output.mjs';
import { run } from './lib/run.mjs';

await main(async () => {
  await ensureInstalled();
  return run('tsc', ['--noEmit', '--incremental', 'false']);
});
