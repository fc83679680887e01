import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths, PREPARE_PRIMARY, START } from './scripts';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scripts-'));
  data = join(folder, 'volume', 'pgdata');
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'started'));
  await mkdir(join(folder, 'volume'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts a program into the path. */
async function program(name: string, body: string) {
  const file = join(folder, 'bin', name);
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o755);
}

const env = () => ({
  PGDATA: data,
  PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
});

/** Runs a script, and returns its exit code and output. */
const run = (script: string) =>
  new Promise<{ code: number; stderr: string }>(resolve => {
    const own = script.replaceAll(paths.started, join(folder, 'started'));
    execFile('sh', ['-c', own], { env: env() }, (error, _, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stderr }),
    );
  });

const createsDatabase = async () => {
  const marker = join(folder, 'initdb');
  await program('initdb', `touch '${marker}'; exit 7`);
  const result = await run(PREPARE_PRIMARY);
  const created = await readFile(marker).then(
    () => true,
    () => false,
  );
  return { ...result, created };
};

it('creates a database on a new volume', async () => {
  expect(await createsDatabase()).toMatchObject({ created: true, code: 7 });
});

it('creates none on a volume without data once the database was started', async () => {
  await writeFile(join(folder, 'started', 'started'), 'true');
  expect(await createsDatabase()).toEqual({
    created: false,
    code: 1,
    stderr: expect.stringContaining('has no data'),
  });
});

it('starts an existing database', async () => {
  await writeFile(join(folder, 'started', 'started'), 'true');
  await mkdir(data);
  await writeFile(join(data, 'PG_VERSION'), '17');
  expect(await createsDatabase()).toMatchObject({ created: false, code: 0 });
});

it('lets only one server use a volume, until the signal that ends its container', async () => {
  const untilInterrupted =
    "process.on('SIGINT', () => process.exit(3)); setInterval(() => {}, 1000); console.log('up')";
  await program('postgres', `exec node -e "${untilInterrupted}"`);
  const server = spawn('sh', ['-c', START], { env: env() });
  await once(server.stdout, 'data');
  expect(await run(START)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Another pod uses the volume'),
  });
  expect(await run(PREPARE_PRIMARY)).toMatchObject({ code: 1 });
  server.kill('SIGTERM');
  expect(await once(server, 'close')).toEqual([3, null]);
  await program('postgres', 'exit 0');
  expect(await run(START)).toMatchObject({ code: 0 });
});

it('starts after a crash, whichever process has the id of the last server now', async () => {
  await mkdir(data);
  await writeFile(join(data, 'postmaster.pid'), `${process.pid}`);
  await program('postgres', '[ ! -e "$PGDATA/postmaster.pid" ]');
  expect(await run(START)).toMatchObject({ code: 0 });
});
