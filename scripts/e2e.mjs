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
  // A run that starts at the same time tries other ports.
  const first = 20_000 + 10 * Math.floor(1_000 * Math.random());
  const own = process.env.PGSTAGE_E2E_ATTACH || process.env.PGSTAGE_E2E_PORTS;
  const ports = own ? [] : await freePorts([0, 1, 2, 3].map(n => first + n));
  const code = await run(
    'playwright',
    ['test', '-c', 'e2e', ...process.argv.slice(2)],
    { env: own ? {} : { PGSTAGE_E2E_PORTS: ports.join() } },
  );
  const { missingParts } = loadSource('e2e/support/kubernetes/parts.ts');
  const missing = [
    ...missingParts,
    ...['PGSTAGE_MOTO_SERVER', 'PGSTAGE_CLIENTS'].filter(
      name => !process.env[name],
    ),
  ];
  if (missing.length) {
    process.stdout.write(
      `\nSkipped tests on Kubernetes, on Amazon RDS or of connection snippets, because these variables are not set: ${missing.join(
        ', ',
      )}.\n`,
    );
  }
  // A skipped test is acceptable on a laptop, but not in CI.
  return code || (missing.length && process.env.CI ? 1 : 0);
});
