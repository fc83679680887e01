import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';
import { runQuietly, withBinaries } from '../lib/run.mjs';
import { releaseVersions } from './releaseVersions.mjs';

const readJson = async file => JSON.parse(await fs.readFile(file, 'utf8'));
const writeJson = (file, value) =>
  fs.writeFile(file, `${JSON.stringify(value, null, 2)}\n`);

/** Installs the tools that create a new app; resolves to its environment. */
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
    // Including its `node`: Backstage requires Node 22 or 24 for its apps; the
    // pgstage packages also run on 20.
    ...withBinaries(process.env, folder),
    YARN_NPM_MINIMAL_AGE_GATE: '0',
    // CI=true would forbid changes by `yarn add`.
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    YARN_ENABLE_TELEMETRY: 'false',
  };
}

/** Returns the ranges of all dependencies of an app, by name. */
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
 * Creates an app with `create-app` of a Backstage release, installed with the
 * packages of that release. With `update` the release is resolved again, and
 * its folder is written.
 */
export async function createFreshApp(scratch, release, { update }) {
  const workspace = await readJson(path.join(root, 'package.json'));
  const env = await installTools(
    path.join(scratch, 'tools'),
    release,
    workspace,
  );
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
      ...workspace.resolutions,
      ...release.versions,
    },
    dependenciesMeta: workspace.dependenciesMeta,
  });
  const app = {
    folder,
    env,
    lockFile: path.join(folder, 'yarn.lock'),
    /**
     * Restores the lock file before an installation: Yarn removes entries that
     * are not needed yet.
     */
    restoreLock: async () => {
      if (release.lockFile && !update)
        await fs.copyFile(release.lockFile, app.lockFile);
    },
  };
  await app.restoreLock();
  await runQuietly('yarn', ['install'], { cwd: folder, env });
  return app;
}

/** Follows the steps of the README in an app, with the pgstage packages from a registry. */
export async function followReadme(
  { folder, env, restoreLock },
  { sh, ts, yaml },
  registry,
) {
  // Yarn also reads the settings of parent folders.
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
