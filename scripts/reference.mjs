import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { formatText } from './lib/format.mjs';
import { main } from './lib/output.mjs';
import { root } from './lib/project.mjs';
import { renderReference } from './reference/render.mjs';

const folder = path.join(root, 'docs/reference');

async function renderFormatted() {
  const scratch = await fs.mkdtemp(
    path.join(os.tmpdir(), 'pgstage-reference-'),
  );
  try {
    const pages = await renderReference(scratch);
    return await Promise.all(
      pages.map(async ({ file, text }) => ({
        file,
        text: await formatText(text, path.join(folder, file)),
      })),
    );
  } finally {
    await fs.rm(scratch, { recursive: true, force: true });
  }
}

/** Returns the names of outdated pages. */
async function findStale(pages) {
  const written = await fs.readdir(folder).catch(() => []);
  const unknown = written.filter(
    name => !pages.some(({ file }) => file === name),
  );
  const read = name =>
    fs.readFile(path.join(folder, name), 'utf8').catch(() => '');
  const current = await Promise.all(
    pages.map(async ({ file, text }) => (await read(file)) === text),
  );
  return [
    ...pages.filter((_, index) => !current[index]).map(({ file }) => file),
    ...unknown,
  ];
}

await main(async () => {
  await ensureInstalled();
  const pages = await renderFormatted();
  const stale = await findStale(pages);
  if (stale.length === 0) return 0;
  if (process.argv.includes('--check')) {
    throw new Error(
      `docs/reference is not what the code says (${stale.join(
        ', ',
      )}): run \`npm run reference\` and commit what it writes.`,
    );
  }
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  await Promise.all(
    pages.map(({ file, text }) => fs.writeFile(path.join(folder, file), text)),
  );
  process.stdout.write(`Wrote ${stale.join(', ')} in docs/reference.\n`);
  return 0;
});
