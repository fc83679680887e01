import fs from 'node:fs/promises';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { formatText } from './lib/format.mjs';
import { main, step } from './lib/output.mjs';
import { freePort } from './lib/ports.mjs';
import { root } from './lib/project.mjs';
import { summarizeSkipped } from './lib/skipped.mjs';
import { loadSource } from './lib/sources.mjs';

const parts = [
  'KUBEBUILDER_ASSETS',
  'PGSTAGE_CRD_DIR',
  'PGSTAGE_RECORDINGS_DIR',
];
const page = path.join(root, 'docs/benchmark.md');

await main(async () => {
  const missing = parts.filter(name => !process.env[name]);
  if (missing.length) {
    process.stdout.write(`${summarizeSkipped(missing.join('\n'))}\n`);
    return process.env.CI ? 1 : 0;
  }
  const isQuick = process.argv.includes('--quick');
  await ensureInstalled();
  const { full, quick, readVersions, renderReport, runBench } =
    loadSource('bench/index.ts');
  const results = await runBench({
    plan: isQuick ? quick : full,
    crds: process.env.PGSTAGE_CRD_DIR,
    recordings: process.env.PGSTAGE_RECORDINGS_DIR,
    step,
    freePort,
  });
  const report = renderReport(results, await readVersions());
  const text = await formatText(report, page);
  process.stdout.write(`\n${text}`);
  if (!isQuick) await fs.writeFile(page, text);
});
