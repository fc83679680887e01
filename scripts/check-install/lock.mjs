import fs from 'node:fs/promises';

/**
 * The entries of a `yarn.lock` that come from the public registry: without
 * those of the app itself and of our own packages, which change with each
 * commit.
 */
export function publicEntries(lock) {
  return lock
    .split(/\n(?=\S)/)
    .map(entry => entry.trim())
    .filter(
      entry =>
        entry &&
        !/^(#|__metadata:|"@pgstage\/)/.test(entry) &&
        !/^ {2}resolution: ".*@workspace:/m.test(entry),
    );
}

/** What an installation resolved beside its lock file, and what it no longer needs. */
export function compareLocks(locked, resolved) {
  const [before, after] = [locked, resolved].map(
    lock => new Set(publicEntries(lock)),
  );
  const firstLine = entry => entry.split('\n')[0];
  return {
    added: [...after].filter(entry => !before.has(entry)).map(firstLine),
    unused: [...before].filter(entry => !after.has(entry)).map(firstLine),
  };
}

/** Writes the lock file of a release from what an app was installed with. */
export async function writeLock(file, resolved) {
  const [metadata] = resolved.match(/^__metadata:\n(?: {2}.*\n)+/m);
  await fs.writeFile(
    file,
    `${[metadata.trim(), ...publicEntries(resolved)].join('\n\n')}\n`,
  );
}

/**
 * @throws Error where an app was installed with anything but what its lock
 * file names.
 */
export function requireLocked(locked, resolved, { release }) {
  const { added, unused } = compareLocks(locked, resolved);
  if (!added.length && !unused.length) {
    return;
  }
  throw new Error(
    [
      `The lock file of Backstage ${release} does not fit our packages any more.`,
      ...added.map(entry => `+ ${entry}`),
      ...unused.map(entry => `- ${entry}`),
      `After a change of a package.json, run \`npm run check-install -- --release ${release} --update\`, which writes it.`,
    ].join('\n'),
  );
}
