import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { dataDir } from './project.mjs';

const pidFile = path.join(dataDir, 'start.pid');

/**
 * The process of an `npm start` that still runs here. The file alone proves
 * nothing: it outlives a kill, and its process id may be somebody else's now.
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
    // A transform image has no ps. The file is empty for a zombie.
    return fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  }
  const ps = promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']);
  return ps.then(
    ({ stdout }) => stdout,
    () => '',
  );
}

/**
 * Notes that this process runs the demo; throws where another one does. Says
 * whether the run before was killed, and so could not clean up.
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

/** Stops an `npm start` that runs here, and waits until it has stopped. */
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
