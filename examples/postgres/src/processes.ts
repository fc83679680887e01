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
 * Something that tells this process from a later one with the same id, or
 * `undefined` where no such process lives. A zombie does not live: after a
 * kill -9 in a container it can stay for good.
 */
export async function processIdentity(
  pid: number,
): Promise<string | undefined> {
  if (platform() !== 'linux') {
    return ps(pid, 'lstart');
  }
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; state and start time (fields 3
    // and 22 of proc_pid_stat(5)) are counted from its end.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(fields[0]) ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/**
 * Whether the process is a PostgreSQL server on this data directory. A
 * postmaster.pid that outlived its server can name a process of someone else:
 * process ids start over with every container.
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
    // The postmaster's working directory is its data directory.
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(directory));
  } catch {
    return false;
  }
}
