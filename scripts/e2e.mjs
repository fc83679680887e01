import { ensureInstalled } from './ensure-installed.mjs';
import { main } from './lib/output.mjs';
import { freePorts } from './lib/ports.mjs';
import { run } from './lib/run.mjs';
import { summarizeSkipped } from './lib/skipped.mjs';
import { loadSource } from './lib/sources.mjs';

await main(async () => {
  if (!process.env.PGSTAGE_CHROMIUM) {
    process.stdout.write(`${summarizeSkipped('PGSTAGE_CHROMIUM')}\n`);
    return process.env.CI ? 1 : 0;
  }
  await ensureInstalled();
  const { ports } = loadSource('e2e/support/demo.ts').demo;
  // Another run of the tests may have these.
  const free = process.env.PGSTAGE_E2E_ATTACH
    ? Object.values(ports)
    : await freePorts(Object.values(ports));
  const code = await run(
    'playwright',
    ['test', '-c', 'e2e', ...process.argv.slice(2)],
    { env: { PGSTAGE_E2E_PORTS: free.join() } },
  );
  const { missingParts } = loadSource('e2e/support/kubernetes/parts.ts');
  const missing = [
    ...missingParts,
    ...['PGSTAGE_CLIENTS'].filter(name => !process.env[name]),
  ];
  if (missing.length) {
    process.stdout.write(
      `\nSkipped tests on Kubernetes or of connection snippets, because these variables are not set: ${missing.join(
        ', ',
      )}.\n`,
    );
  }
  // What is skipped is not tested: fine on a laptop, not in CI.
  return code || (missing.length && process.env.CI ? 1 : 0);
});
