// Runs the demo for the tests; start it by hand for `PGSTAGE_E2E_ATTACH=1 npm run e2e`.
import { ensureInstalled } from '../scripts/ensure-installed.mjs';
import { main } from '../scripts/lib/output.mjs';
import { loadSource } from '../scripts/lib/sources.mjs';

await main(async () => {
  await ensureInstalled();
  return loadSource('e2e/support/runDemo.ts').runDemo();
});
