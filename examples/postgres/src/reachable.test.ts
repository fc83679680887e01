import {
  chmod,
  mkdir,
  mkdtemp,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';

import { findBinaries } from './binaries';
import { reachableBinaries, reachableFolder } from './reachable';

const stranger = { name: 'postgres', uid: 4242, gid: 4242 };

let folder: string;
let home: string;
let shared: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'pgstage-')));
  await chmod(folder, 0o755);
  home = path.join(folder, 'home');
  shared = path.join(folder, 'shared');
  await mkdir(home, { mode: 0o700 });
});
afterEach(() => rm(folder, { recursive: true }));

describe('the data', () => {
  const wanted = () => path.join(home, 'clone/data/postgres');
  const place = (user?: typeof stranger) =>
    reachableFolder(user, wanted(), shared);

  it('stands elsewhere where the user of the servers cannot reach it, always at the same place', async () => {
    const there = await place(stranger);
    expect(path.dirname(there)).toBe(shared);
    expect((await stat(shared)).mode & 0o777).toBe(0o755);
    expect(await place(stranger)).toBe(there);
    expect(await reachableFolder(stranger, `${wanted()}2`, shared)).not.toBe(
      there,
    );
  });

  it('stays where everyone may enter', async () => {
    await chmod(home, 0o711);
    expect(await place(stranger)).toBe(wanted());
  });

  it('stays where the servers run as the one who starts them', async () => {
    expect(await place()).toBe(wanted());
  });

  it('does not follow a link into a folder that is closed', async () => {
    await mkdir(path.join(home, 'real'));
    await symlink(path.join(home, 'real'), path.join(folder, 'link'));
    const there = await reachableFolder(
      stranger,
      path.join(folder, 'link/data'),
      shared,
    );
    expect(path.dirname(there)).toBe(shared);
  });
});

describe('the programs', () => {
  it('are copied where the user of the servers reaches them, with their links, for everyone to read', async () => {
    const native = path.join(home, 'native');
    const program = path.join(native, 'bin/postgres');
    await mkdir(path.dirname(program), { recursive: true });
    await writeFile(program, '', { mode: 0o700 });
    await writeFile(path.join(native, 'libpq.so.5'), '', { mode: 0o600 });
    await symlink('libpq.so.5', path.join(native, 'libpq.so'));
    const copied = () =>
      reachableBinaries(
        stranger,
        { ...findBinaries(), native, version: '18.4', postgres: program },
        shared,
      );

    const { postgres } = await copied();
    expect(postgres).toBe(path.join(shared, 'postgresql-18.4/bin/postgres'));
    expect((await stat(postgres)).mode & 0o777).toBe(0o755);
    const link = path.join(shared, 'postgresql-18.4/libpq.so');
    expect(await readlink(link)).toBe('libpq.so.5');
    expect((await stat(link)).mode & 0o777).toBe(0o644);

    const { ino } = await stat(postgres);
    expect((await copied()).postgres).toBe(postgres);
    expect((await stat(postgres)).ino).toBe(ino);
  });

  it('are run as they are where everyone may enter', async () => {
    await chmod(home, 0o755);
    const binaries = { ...findBinaries(), postgres: path.join(home, 'x') };
    expect(await reachableBinaries(stranger, binaries, shared)).toBe(binaries);
  });
});
