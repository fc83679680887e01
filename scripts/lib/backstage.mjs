import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { root } from './project.mjs';
import { withBinaries } from './run.mjs';

const dieWithParent = path.join(root, 'scripts/lib/die-with-parent.cjs');

/** Whether a piece of Backstage's output is worth a person's attention. */
export function isAlarm(text) {
  return /^(\w*Error: |ERROR in |\S+Z \S+ error )|startup failed/m.test(
    stripVTControlCharacters(text),
  );
}

/**
 * Starts app and backend of a repository, ours unless another folder is given,
 * or only the packages that are named. All they print is added to a file, what
 * is wrong goes to the terminal too: a backend that fails to start does not
 * end, it waits for a change of the sources.
 */
export function startBackstage({ env, logFile, folder = root, packages = [] }) {
  const log = fs.createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const child = spawn('backstage-cli', ['repo', 'start', ...packages], {
    cwd: folder,
    // A group of its own: Ctrl-C in the terminal reaches us alone, and we stop
    // Backstage before the PostgreSQL that it writes to.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withBinaries(
      {
        ...process.env,
        ...env,
        NODE_ENV: 'development',
        NODE_OPTIONS: `${
          process.env.NODE_OPTIONS ?? ''
        } --require "${dieWithParent}"`.trim(),
      },
      folder,
    ),
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      log.write(data);
      if (isAlarm(String(data))) {
        process.stdout.write(data);
      }
    });
  }
  const ended = once(child, 'close');

  const signal = name => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // Nobody of the group is left.
    }
  };
  return {
    ended,
    async stop() {
      signal('SIGINT');
      await Promise.race([ended, sleep(5_000, undefined, { ref: false })]);
      signal('SIGKILL');
      await ended;
    },
  };
}

/** Whether an address answers with success, and in time. */
export async function answers(url, timeoutMs, signal) {
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

/** Waits until an address answers with success, however long that takes. */
export async function untilAnswers(url, signal) {
  while (!(await answers(url, 60_000, signal))) {
    signal.throwIfAborted();
    await sleep(200, undefined, { signal });
  }
}
