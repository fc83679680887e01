import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { demo } from './demo';

/** Kills only the backend of the demo, as a crash would: `npm start` restarts it. */
export async function killBackend(): Promise<void> {
  const start = await fs.readFile(path.join(demo.dataDir, 'start.pid'), 'utf8');
  const { stdout } = await promisify(execFile)('ps', [
    ...['-A', '-o', 'pid=,ppid=,args='],
  ]);
  const [pid] = stdout.split('\n').flatMap(line => {
    const [, own, parent, args] = /^ *(\d+) +(\d+) (.*)/.exec(line) ?? [];
    return parent === start && args.endsWith('examples/backend')
      ? [Number(own)]
      : [];
  });
  if (!pid) throw new Error('No backend runs');
  // The development server and its backend are one process group.
  process.kill(-pid, 'SIGKILL');
}
