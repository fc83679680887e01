import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { main } from './lib/output.mjs';
import { root } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { summarizeSkipped } from './lib/skipped.mjs';

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
  try {
    // By name: what a folder means to `node --test` changed with Node 21.
    const scripts = await run('node', ['--test', ...(await ownTests())]);
    const suites = await run(
      'backstage-cli',
      ['repo', 'test', '--watchAll=false', ...process.argv.slice(2)],
      { env: { PGSTAGE_SKIPPED_FILE: skippedFile } },
    );
    const skipped = summarizeSkipped(
      await fs.readFile(skippedFile, 'utf8').catch(() => ''),
    );
    if (skipped) {
      process.stdout.write(`\n${skipped}\n`);
    }
    // What is skipped is not tested: fine on a laptop, not in CI.
    return scripts || suites || (skipped && process.env.CI ? 1 : 0);
  } finally {
    await fs.rm(scratch, { recursive: true, force: true });
  }
});
