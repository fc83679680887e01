import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { root } from './project.mjs';
import { withBinaries } from './run.mjs';

const dieWithParent = path.join(root, 'scripts/lib/die-with-parent.cjs');

/** Returns whether a part of Backstage's output needs attention. */
export function isAlarm(text) {
  return /^(\w*Error: |ERROR in |\S+Z \S+ error )|startup failed/m.test(
    stripVTControlCharacters(text),
  );
}

/**
 * Starts the app and the backend of a repository, by default of this one, or
 * only the given packages. All output is appended to a file; problems are also
 * written to the terminal: a backend that fails to start does not exit, it
 * waits for a change of the sources.
 */
export function startBackstage({ env, logFile, folder = root, packages = [] }) {
  const log = fs.createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const child = spawn('backstage-cli', ['repo', 'start', ...packages], {
    cwd: folder,
    // In a separate process group: Ctrl-C in the terminal reaches only this
    // process, which stops Backstage before its PostgreSQL.
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
      // No process of the group is left.
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

/** Returns whether an address responds with success, and in time. */
export async function responds(url, timeoutMs, signal) {
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

/** Waits without a limit until an address responds with success. */
export async function untilResponds(url, signal) {
  while (!(await responds(url, 60_000, signal))) {
    signal.throwIfAborted();
    await sleep(200, undefined, { signal });
  }
}
