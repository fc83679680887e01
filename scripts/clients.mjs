import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createHash } from 'node:crypto';
import { root } from './lib/project.mjs';
import { runQuietly } from './lib/run.mjs';

const PSYCOPG = 'psycopg[binary]==3.3.9';
const PGJDBC = 'org.postgresql:postgresql:42.7.8';
const sources = path.join(root, 'scripts/clients');
const folder = path.join(root, 'node_modules/.cache/pgstage-clients');

/** What each client requires on the machine, and how it is installed into its folder. */
const clients = {
  psql: {
    // Required by the recipes for a laptop.
    needs: ['psql', 'ssh'],
    prepare: async () => {},
  },
  python: {
    needs: ['python3'],
    prepare: async into => {
      await runQuietly('python3', ['-m', 'venv', into]);
      await runQuietly(path.join(into, 'bin/pip'), ['install', '-q', PSYCOPG]);
    },
  },
  jdbc: {
    needs: ['mvn', 'javac', 'keytool'],
    prepare: async into => {
      const copy =
        'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
      await runQuietly('mvn', [
        ...['-q', '-B', copy, `-Dartifact=${PGJDBC}`],
        ...[`-DoutputDirectory=${into}`, '-Dmdep.stripVersion=true'],
      ]);
      await runQuietly('javac', [
        ...['-d', into, path.join(sources, 'Connect.java')],
      ]);
    },
  },
  go: {
    needs: ['go'],
    prepare: async into => {
      await fs.cp(path.join(sources, 'go'), into, { recursive: true });
      const env = { ...process.env, GOCACHE: path.join(into, '.cache') };
      await runQuietly('go', ['mod', 'vendor'], { cwd: into, env });
      // Compiles the driver once; a test compiles only its few lines.
      await runQuietly('go', ['build', '-o', '.cache/warm', '.'], {
        cwd: into,
        env,
      });
    },
  },
};

async function fingerprint() {
  const hash = createHash('sha256');
  const files = await fs.readdir(sources, { recursive: true });
  for (const file of ['../clients.mjs', ...files.sort()]) {
    const text = await fs.readFile(path.join(sources, file)).catch(() => '');
    hash.update(`${file}\n`).update(text);
  }
  return hash.digest('hex');
}

async function assertThere(name, programs) {
  for (const program of programs) {
    await runQuietly('sh', ['-c', `command -v ${program}`]).catch(() => {
      throw new Error(`${name} needs the program ${program} on the PATH`);
    });
  }
}

/**
 * Downloads PostgreSQL clients for the suites that run connection snippets.
 * Returns their folder, the value of PGSTAGE_CLIENTS.
 *
 * @throws Error with each client that is not available, and why.
 */
export async function prepareClients() {
  const stamp = path.join(folder, 'complete');
  const current = await fingerprint();
  if ((await fs.readFile(stamp, 'utf8').catch(() => '')) === current) {
    return folder;
  }
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  const results = await Promise.allSettled(
    Object.entries(clients).map(async ([name, { needs, prepare }]) => {
      await assertThere(name, needs);
      await prepare(path.join(folder, name));
    }),
  );
  const failures = results.flatMap(({ reason }) => reason?.message ?? []);
  if (failures.length) {
    throw new Error(`Clients that cannot be had: ${failures.join('; ')}`);
  }
  await fs.writeFile(stamp, current);
  return folder;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    // For a shell: eval "$(node scripts/clients.mjs)"
    process.stdout.write(
      `export PGSTAGE_CLIENTS='${await prepareClients()}'\n`,
    );
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
