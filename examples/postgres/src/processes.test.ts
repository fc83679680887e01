import { spawn } from 'child_process';
import { once } from 'events';
import { tmpdir } from 'os';

import { processIdentity, servesDirectory } from './processes';

it('returns the same identity while a process runs, and none afterwards', async () => {
  const child = spawn('sleep', ['600']);
  const pid = child.pid!;
  const identity = await processIdentity(pid);
  expect(identity).toBeTruthy();
  expect(await processIdentity(pid)).toBe(identity);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await processIdentity(pid)).toBeUndefined();
});

it('does not mistake another process with the same id for the server', async () => {
  expect(await servesDirectory(process.pid, tmpdir())).toBe(false);
});
