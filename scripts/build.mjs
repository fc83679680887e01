import { ensureInstalled } from './ensure-installed.mjs';
import { buildPackages } from './lib/build.mjs';
import { main } from './lib/output.mjs';

await main(async () => {
  await ensureInstalled();
  return buildPackages(['--all']);
});
