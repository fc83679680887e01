import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { summarizeFailed } from './lib/failed.mjs';
import { main } from './lib/output.mjs';
import { root } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { summarizeSkipped } from './lib/skipped.mjs';

/** One more than processors, because suites wait for servers a quarter of their time. */
const ciWorkers = `--maxWorkers=${os.cpus().length + 1}`;

const failedTests = path.join(root, 'scripts/lib/failed-tests.cjs');

async function ownTests() {
  const files = await fs.readdir(path.join(root, 'scripts'), {
    recursive: true,
  });
  return files
    .filter(file => file.endsWith('.test.mjs'))
    .map(file => `scripts/${file}`);
}

await main(async () => {
  await ensureInstalled();
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'pgstage-test-'));
  const skippedFile = path.join(scratch, 'skipped');
  const failedFile = path.join(scratch, 'failed');
  try {
    // By file name, because Node 21 changed the meaning of a folder for `node --test`.
    const scripts = await run('node', ['--test', ...(await ownTests())]);
    const suites = await run(
      'backstage-cli',
      [
        'repo',
        'test',
        '--watchAll=false',
        '--reporters=default',
        `--reporters=${failedTests}`,
        ...(process.env.CI ? [ciWorkers] : []),
        ...process.argv.slice(2),
      ],
      {
        env: {
          // On a busy machine, an attempt to connect takes longer than Node's 250 ms.
          NODE_OPTIONS: `${
            process.env.NODE_OPTIONS ?? ''
          } --network-family-autoselection-attempt-timeout=5000`,
          PGSTAGE_SKIPPED_FILE: skippedFile,
          PGSTAGE_FAILED_FILE: failedFile,
        },
      },
    );
    const skipped = summarizeSkipped(
      await fs.readFile(skippedFile, 'utf8').catch(() => ''),
    );
    const failed = await summarizeFailed(failedFile);
    for (const summary of [skipped, failed].filter(Boolean)) {
      process.stdout.write(`\n${summary}\n`);
    }
    // A skipped test is acceptable on a laptop, but not in CI.
    return scripts || suites || (skipped && process.env.CI ? 1 : 0);
  } finally {
    await fs.rm(scratch, { recursive: true, force: true });
  }
});
