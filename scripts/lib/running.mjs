import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { dataDir } from './project.mjs';

const pidFile = path.join(dataDir, 'start.pid');

/**
 * Returns the process of a running `npm start`. The file alone proves nothing:
 * it remains after a kill, and its process id may belong to another process.
 */
async function running() {
  const pid = await readPid();
  const command = pid ? await commandOf(pid) : '';
  return command.includes('start.mjs') ? pid : undefined;
}

async function readPid() {
  return Number(await fs.readFile(pidFile, 'utf8').catch(() => ''));
}

async function commandOf(pid) {
  if (process.platform === 'linux') {
    // A minimal image has no ps. The file is empty for a zombie.
    return fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  }
  const ps = promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']);
  return ps.then(
    ({ stdout }) => stdout,
    () => '',
  );
}

/**
 * Records that this process runs the demo; throws if another one does. Returns
 * whether the previous run was killed, and so could not clean up.
 */
export async function claimRun() {
  const other = await running();
  if (other) {
    throw new Error(
      `The demo already runs here as process ${other}: stop that one first, with Ctrl-C where it runs or with \`kill ${other}\`.`,
    );
  }
  const afterKill = (await readPid()) > 0;
  await fs.writeFile(pidFile, String(process.pid));
  return { afterKill, release: () => fs.rm(pidFile, { force: true }) };
}

/** Stops a running `npm start`, and waits until it has stopped. */
export async function stopRunning() {
  const pid = await running();
  if (!pid) {
    return;
  }
  process.kill(pid, 'SIGINT');
  while (await running()) {
    await sleep(200);
  }
}
