import { minVersion, gt, minSatisfying } from 'semver';
import { runQuietly } from '../lib/run.mjs';

const viewPackage = async (name, ...fields) => {
  const output = await runQuietly('npm', ['view', name, ...fields, '--json']);
  return output.trim() ? JSON.parse(output) : {};
};

/** Returns the version of a package in a release; if it is not available, the next one. */
async function available(name, floor) {
  const versions = [await viewPackage(name, 'versions')].flat();
  return versions.includes(floor)
    ? floor
    : minSatisfying(versions, `^${floor}`) ?? floor;
}

/**
 * Returns the version of every package of a Backstage release. Packages of one
 * release depend on each other with `^` and exactly the version of that
 * release, so each has the highest version that any of them requires.
 *
 * @param ranges - of the app's own dependencies, by name
 * @returns exact versions by name, sorted
 */
export async function releaseVersions(ranges) {
  const versions = new Map();
  const pending = Object.entries(ranges);
  while (pending.length) {
    const [name, range] = pending.pop();
    if (!name.startsWith('@backstage/')) continue;
    const floor = minVersion(range).version;
    const known = versions.get(name);
    if (known && !gt(floor, known)) continue;
    const version = await available(name, floor);
    versions.set(name, version);
    const { dependencies, peerDependencies } = await viewPackage(
      `${name}@${version}`,
      'dependencies',
      'peerDependencies',
      'version',
    );
    pending.push(...Object.entries({ ...peerDependencies, ...dependencies }));
  }
  return Object.fromEntries([...versions].sort(([a], [b]) => (a < b ? -1 : 1)));
}
