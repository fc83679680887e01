import {
  chmod,
  mkdtemp,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { eventually } from '../__testUtils__/observedServer';
import {
  options,
  type RestoreServer,
  startRestoreServer,
} from '../__testUtils__/restoreServer';
import { binding, requestFor } from '../__testUtils__/testServer';
import { runProgram } from './runProgram';

jest.setTimeout(300_000);

describeWithPart('PGSTAGE_PG18_BIN', 'a program that hangs', bin => {
  const ref = 'server:main/orders';
  let server: RestoreServer;
  let folder: string;

  /** Replaces a program by a script that, except for `--version`, runs `lines`. */
  const replace = async (program: string, lines: string) => {
    const file = path.join(folder, program);
    await rm(file, { force: true });
    await writeFile(
      file,
      `#!/bin/sh\n[ "$1" != --version ] || exec ${path.join(
        bin,
        program,
      )} "$1"\n${lines}\n`,
    );
    await chmod(file, 0o700);
  };
  const restoreOriginal = async (program: string) => {
    await rm(path.join(folder, program), { force: true });
    await symlink(path.join(bin, program), path.join(folder, program));
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pgstage-programs-'));
    await restoreOriginal('pg_dump');
    await restoreOriginal('pg_restore');
    server = await startRestoreServer(folder, {
      timeoutMinutes: 0.25,
      schedule: { everyHours: 1 },
    });
    await server.create(requestFor('orders'));
  });
  afterEach(async () => {
    await restoreOriginal('pg_dump');
    await restoreOriginal('pg_restore');
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true });
  });

  it.each(['pg_dump', 'pg_restore'])(
    'is stopped: with %s, the dump has failed with what to do, and only the error remains',
    async program => {
      const { provider } = await server.replica();
      await replace(program, 'exec sleep 3600');
      const request = { method: 'logical' };
      const { id } = await provider.createBackup(ref, request, options);
      const dump = await eventually(
        async () =>
          (
            await provider.listBackups(ref)
          ).backups.find(backup => backup.id === id),
        backup => backup?.status !== 'running',
        120,
      );
      expect(dump).toMatchObject({
        status: 'failed',
        error: expect.stringMatching(
          /^The dump was stopped .* within 0\.25 minutes\. .* dumps\.timeoutMinutes\.$/,
        ),
      });
      const files = await readdir(
        path.join(server.config.dumps!.directory, 'main', 'orders'),
      );
      expect(files.filter(name => name.startsWith(id))).toEqual([
        `${id}.failed`,
      ]);
      // Another dump can be taken.
      await restoreOriginal(program);
      await server.dump(provider, 'orders');
    },
  );

  it('is stopped: the restore has failed, and can be repeated', async () => {
    const { provider, databases } = await server.replica();
    const backup = await server.dump(provider, 'orders');
    const restore = () =>
      provider.restore(ref, { name: 'copy', binding, backup }, options);
    const seen = () => databases.get('server:main/copy');
    await replace('pg_restore', 'exec sleep 3600');
    await restore();
    await eventually(seen, copy => copy?.status.state === 'attention', 120);
    expect(seen()?.attention).toContainEqual(
      expect.objectContaining({
        id: 'restore-failed',
        evidence: expect.stringMatching(/^The restore was stopped .* minutes/),
      }),
    );
    await restoreOriginal('pg_restore');
    await restore();
    await eventually(seen, copy => copy?.usable.value, 120);
  });

  it('does not keep a round of scheduled dumps that has ended', async () => {
    const { provider } = await server.replica();
    await server.create(requestFor('due'));
    const isRunning = async () => {
      const lists = await Promise.all(
        [ref, 'server:main/due'].map(each => provider.listBackups(each)),
      );
      return lists
        .flatMap(({ backups }) => backups)
        .some(({ status }) => status === 'running');
    };
    await replace('pg_dump', 'exec sleep 3600');
    const round = new AbortController();
    const taken = provider.takeDueDumps('main', { signal: round.signal });
    await eventually(isRunning, running => running, 120);
    round.abort(new Error('the round has ended'));
    await expect(taken).rejects.toThrow('the round has ended');
    // Not because the dump has ended.
    expect(await isRunning()).toBe(true);
  });

  it('is killed if it ignores the signal, and its output is not waited for', async () => {
    // The process in the background holds the output.
    await replace(
      'pg_dump',
      'trap "" TERM\nsleep 60 &\necho $$\nexec sleep 3600',
    );
    const stop = new AbortController();
    let pid = 0;
    const job = runProgram(path.join(folder, 'pg_dump'), [], {
      signal: stop.signal,
      onOutput: line => {
        pid = Number(line);
        stop.abort(new Error('stopped by the test'));
      },
    });
    await expect(job).rejects.toThrow('stopped by the test');
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('is not waited for if it has ended, and only its output is still open', async () => {
    await replace('pg_dump', 'sleep 60 &\necho $$');
    const stop = new AbortController();
    const job = runProgram(path.join(folder, 'pg_dump'), [], {
      signal: stop.signal,
      onOutput: async pid => {
        // A parent removes an ended child at once.
        await eventually(
          async () => readdir(`/proc/${pid}`).catch(() => undefined),
          entries => entries === undefined,
        );
        stop.abort(new Error('stopped by the test'));
      },
    });
    await expect(job).rejects.toThrow('stopped by the test');
  });
});
