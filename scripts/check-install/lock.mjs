import fs from 'node:fs/promises';

/**
 * Returns the entries of a `yarn.lock` from the public registry: without those
 * of the app itself and of the pgstage packages, which change with each commit.
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

/**
 * Returns what an installation resolved in addition to its lock file, and what
 * it no longer needs.
 */
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

/** Writes the lock file of a release from the dependencies of an installed app. */
export async function writeLock(file, resolved) {
  const [metadata] = resolved.match(/^__metadata:\n(?: {2}.*\n)+/m);
  await fs.writeFile(
    file,
    `${[metadata.trim(), ...publicEntries(resolved)].join('\n\n')}\n`,
  );
}

/** @throws Error if an app was installed with anything that is not in its lock file. */
export function requireLocked(locked, resolved, { release }) {
  const { added, unused } = compareLocks(locked, resolved);
  if (!added.length && !unused.length) {
    return;
  }
  throw new Error(
    [
      `The lock file of Backstage ${release} does not match the pgstage packages.`,
      ...added.map(entry => `+ ${entry}`),
      ...unused.map(entry => `- ${entry}`),
      `After a change of a package.json, run \`npm run check-install -- --release ${release} --update\`, which writes it.`,
    ].join('\n'),
  );
}
