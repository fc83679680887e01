import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkBackend } from './check-install/backend.mjs';
import {
  configureLocally,
  readmeVariables,
} from './check-install/configure.mjs';
import { createFreshApp, followReadme } from './check-install/fresh-app.mjs';
import { requireLocked, writeLock } from './check-install/lock.mjs';
import { packPackages } from './check-install/packages.mjs';
import { copyProvider, testProvider } from './check-install/provider.mjs';
import { findingsOf } from './check-install/published.mjs';
import { installSteps } from './check-install/readme.mjs';
import { startRegistry } from './check-install/registry.mjs';
import { knownReleases, readRelease } from './check-install/release.mjs';
import { checkTab } from './check-install/tab.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { startBackstage } from './lib/backstage.mjs';
import { loadExamplesPostgres } from './lib/examples-postgres.mjs';
import { main, step } from './lib/output.mjs';
import { freePort } from './lib/ports.mjs';
import { root } from './lib/project.mjs';
import { runQuietly } from './lib/run.mjs';
import { summarizeSkipped } from './lib/skipped.mjs';

const executablePath = process.env.PGSTAGE_CHROMIUM;

/** Checks that need these variables are skipped without them. */
const PARTS = ['KUBEBUILDER_ASSETS', 'PGSTAGE_CHROMIUM'];

/** Creates a new Backstage app with the pgstage packages, only by the steps of the README. */
async function install(scratch, release, { update }) {
  const steps = installSteps(
    await fs.readFile(path.join(root, 'README.md'), 'utf8'),
  );
  const tarballs = path.join(scratch, 'tarballs');
  await fs.mkdir(tarballs);
  const making = step(`Making a new app of Backstage ${release.name}`, () =>
    createFreshApp(scratch, release, { update }),
  );
  const packing = step('Packing the pgstage packages', () =>
    packPackages(tarballs),
  );
  await Promise.allSettled([making, packing]);
  await packing;
  const fresh = await making;
  const findings = await findingsOf(tarballs);
  if (findings.length) throw new Error(findings.join('\n'));
  await copyProvider(fresh);
  const registry = await startRegistry(tarballs);
  try {
    await step("Following the README's lines", () =>
      followReadme(fresh, steps, registry),
    );
  } finally {
    await registry.stop();
  }
  if (release.lockFile) {
    const resolved = await fs.readFile(fresh.lockFile, 'utf8');
    if (update) await writeLock(release.lockFile, resolved);
    const locked = await fs.readFile(release.lockFile, 'utf8');
    requireLocked(locked, resolved, { release: release.name });
  }
  await step("Checking the app's types", () =>
    runQuietly('yarn', ['tsc'], { cwd: fresh.folder, env: fresh.env }),
  );
  return fresh;
}

/** Starts the app on separate ports, and uses what was installed. */
async function use({ folder, env }, scratch) {
  const postgres = await loadExamplesPostgres().startTestPostgres({
    standby: false,
  });
  const app = `http://localhost:${await freePort()}`;
  const backend = `http://localhost:${await freePort()}`;
  await configureLocally(folder, { app, backend, postgres });
  const logFile = path.join(scratch, 'backstage.log');
  const backstage = startBackstage({
    folder,
    logFile,
    env: {
      ...env,
      ...readmeVariables(postgres, path.join(scratch, 'credentials')),
    },
  });
  const checks = async () => {
    const example = { entity: 'example-website', name: 'example-db' };
    await step('Creating a database in it', () =>
      checkBackend(backend, example),
    );
    if (executablePath) {
      await step('Opening its tab', () =>
        checkTab(app, {
          ...example,
          executablePath,
          screenshot: path.join(scratch, 'tab.png'),
        }),
      );
    }
  };
  try {
    await Promise.race([
      checks(),
      backstage.ended.then(() => {
        throw new Error('The app ended by itself.');
      }),
    ]);
  } catch (error) {
    const log = await fs.readFile(logFile, 'utf8');
    throw new Error(
      `${log.slice(-5000)}\n${
        error.message
      }\n--keep keeps the app, its log and a screenshot of the page.`,
    );
  } finally {
    await backstage.stop();
    await postgres.remove();
  }
}

await main(async () => {
  const { values: options } = parseArgs({
    options: {
      release: { type: 'string' },
      update: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  await ensureInstalled();
  const release = await readRelease(
    options.release ?? (await knownReleases()).at(-1),
  );
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'pgstage-install-'));
  try {
    const fresh = await install(scratch, release, options);
    if (process.env.KUBEBUILDER_ASSETS) {
      await step('Testing a third-party provider in it', () =>
        testProvider(fresh),
      );
    }
    await use(fresh, scratch);
  } finally {
    if (options.keep) {
      process.stdout.write(`Kept ${scratch}\n`);
    } else {
      await fs.rm(scratch, { recursive: true, force: true });
    }
  }
  const missing = PARTS.filter(name => !process.env[name]);
  if (missing.length) {
    process.stdout.write(`${summarizeSkipped(missing.join('\n'))}\n`);
    return process.env.CI ? 1 : 0;
  }
  return 0;
});
