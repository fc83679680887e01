import { execFile } from 'child_process';
import { readFile, readlink, realpath } from 'fs/promises';
import { platform } from 'os';
import { promisify } from 'util';

const run = promisify(execFile);

async function ps(pid: number, field: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-p', String(pid), '-o', `${field}=`]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns an identity that differs from that of a later process with the same id;
 * undefined if the process does not run. A zombie does not run: after a kill -9 in
 * a container it can remain forever.
 */
export async function processIdentity(
  pid: number,
): Promise<string | undefined> {
  if (platform() !== 'linux') {
    return ps(pid, 'lstart');
  }
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses can contain spaces, so state and start time (fields
    // 3 and 22 of proc_pid_stat(5)) are counted from its end.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(fields[0]) ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/**
 * Returns whether the process is a PostgreSQL server on this data directory. A
 * stale postmaster.pid can contain the id of another process: ids are reused, for
 * example in a new container.
 */
export async function servesDirectory(
  pid: number,
  directory: string,
): Promise<boolean> {
  if (!(await processIdentity(pid))) {
    return false;
  }
  if (platform() !== 'linux') {
    return (await ps(pid, 'comm'))?.includes('postgres') ?? false;
  }
  try {
    // The working directory of the postmaster is its data directory.
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(directory));
  } catch {
    return false;
  }
}
