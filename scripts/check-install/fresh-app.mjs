import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';
import { runQuietly, withBinaries } from '../lib/run.mjs';
import { releaseVersions } from './releaseVersions.mjs';

const readJson = async file => JSON.parse(await fs.readFile(file, 'utf8'));
const writeJson = (file, value) =>
  fs.writeFile(file, `${JSON.stringify(value, null, 2)}\n`);

/** Installs what a new app is made with; resolves to its environment. */
async function installTools(folder, release, { resolutions }) {
  if (release.folder) {
    await fs.mkdir(folder);
    for (const file of ['package.json', 'package-lock.json']) {
      await fs.copyFile(
        path.join(release.folder, file),
        path.join(folder, file),
      );
    }
    await runQuietly('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
  } else {
    await fs.mkdir(folder);
    await writeJson(path.join(folder, 'package.json'), {
      private: true,
      dependencies: {
        '@backstage/create-app': 'latest',
        '@yarnpkg/cli-dist': 'latest',
        node: '24',
      },
      overrides: resolutions,
    });
    await runQuietly('npm', ['install', '--no-audit', '--no-fund'], {
      cwd: folder,
    });
  }
  return {
    // Its `node`, too: Backstage wants its apps on Node 22 or 24; our packages run on 20 as well.
    ...withBinaries(process.env, folder),
    YARN_NPM_MINIMAL_AGE_GATE: '0',
    // CI=true would forbid what `yarn add` is for.
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    YARN_ENABLE_TELEMETRY: 'false',
  };
}

/** The ranges of all dependencies of an app, by name. */
async function rangesOf(app) {
  const packages = await fs.readdir(path.join(app, 'packages'));
  const manifests = await Promise.all(
    ['.', ...packages.map(name => path.join('packages', name))].map(folder =>
      readJson(path.join(app, folder, 'package.json')).catch(() => ({})),
    ),
  );
  return Object.assign(
    {},
    ...manifests.flatMap(({ dependencies, devDependencies }) => [
      devDependencies,
      dependencies,
    ]),
  );
}

/**
 * An application as `create-app` of a Backstage release makes it, installed
 * with the packages of that release. With `update` the release is found out
 * anew, and its folder is written.
 */
export async function createFreshApp(scratch, release, { update }) {
  const ours = await readJson(path.join(root, 'package.json'));
  const env = await installTools(path.join(scratch, 'tools'), release, ours);
  await runQuietly(
    'backstage-create-app',
    ['--skip-install', '--path', 'app'],
    { cwd: scratch, env: { ...env, BACKSTAGE_APP_NAME: 'fresh' } },
  );
  const folder = path.join(scratch, 'app');
  if (update && release.folder) {
    release.versions = await releaseVersions(await rangesOf(folder));
    await writeJson(
      path.join(release.folder, 'versions.json'),
      release.versions,
    );
  }
  const manifestFile = path.join(folder, 'package.json');
  const manifest = await readJson(manifestFile);
  await writeJson(manifestFile, {
    ...manifest,
    resolutions: {
      ...manifest.resolutions,
      ...ours.resolutions,
      ...release.versions,
    },
    dependenciesMeta: ours.dependenciesMeta,
  });
  const app = {
    folder,
    env,
    lockFile: path.join(folder, 'yarn.lock'),
    /** What to install from: Yarn drops from its lock file what is not needed yet. */
    restoreLock: async () => {
      if (release.lockFile && !update)
        await fs.copyFile(release.lockFile, app.lockFile);
    },
  };
  await app.restoreLock();
  await runQuietly('yarn', ['install'], { cwd: folder, env });
  return app;
}

/** Does to an app what the README says, with our packages from a registry. */
export async function followReadme(
  { folder, env, restoreLock },
  { sh, ts, yaml },
  registry,
) {
  // Yarn reads the parents' settings as well.
  await writeJson(path.join(folder, '../.yarnrc.yml'), {
    npmScopes: { pgstage: { npmRegistryServer: registry.url } },
    unsafeHttpWhitelist: ['127.0.0.1'],
  });
  for (const line of sh.trim().split('\n')) {
    await restoreLock();
    await runQuietly('sh', ['-c', line], { cwd: folder, env });
  }
  const backend = path.join(folder, 'packages/backend/src/index.ts');
  const source = await fs.readFile(backend, 'utf8');
  await fs.writeFile(
    backend,
    source.replace('backend.start();', start => `${ts}\n${start}`),
  );
  await fs.appendFile(path.join(folder, 'app-config.yaml'), `\n${yaml}`);
}
