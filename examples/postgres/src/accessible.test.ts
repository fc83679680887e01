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
import { accessibleBinaries, accessibleFolder } from './accessible';

const otherUser = { name: 'postgres', uid: 4242, gid: 4242 };

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

describe('the data folder', () => {
  const requested = () => path.join(home, 'clone/data/postgres');
  const actual = (user?: typeof otherUser) =>
    accessibleFolder(user, requested(), shared);

  it('is replaced by the same folder each time if the user of the servers cannot access it', async () => {
    const replacement = await actual(otherUser);
    expect(path.dirname(replacement)).toBe(shared);
    expect((await stat(shared)).mode & 0o777).toBe(0o755);
    expect(await actual(otherUser)).toBe(replacement);
    expect(
      await accessibleFolder(otherUser, `${requested()}2`, shared),
    ).not.toBe(replacement);
  });

  it('is not replaced if everyone has search permission', async () => {
    await chmod(home, 0o711);
    expect(await actual(otherUser)).toBe(requested());
  });

  it('is not replaced if the current user runs the servers', async () => {
    expect(await actual()).toBe(requested());
  });

  it('is replaced if a link leads to a folder without access', async () => {
    await mkdir(path.join(home, 'real'));
    await symlink(path.join(home, 'real'), path.join(folder, 'link'));
    const replacement = await accessibleFolder(
      otherUser,
      path.join(folder, 'link/data'),
      shared,
    );
    expect(path.dirname(replacement)).toBe(shared);
  });
});

describe('the programs', () => {
  it('are copied with their links, readable for everyone, if the user of the servers cannot access them', async () => {
    const native = path.join(home, 'native');
    const program = path.join(native, 'bin/postgres');
    await mkdir(path.dirname(program), { recursive: true });
    await writeFile(program, '', { mode: 0o700 });
    await writeFile(path.join(native, 'libpq.so.5'), '', { mode: 0o600 });
    await symlink('libpq.so.5', path.join(native, 'libpq.so'));
    const copied = () =>
      accessibleBinaries(
        otherUser,
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

  it('are not copied if everyone has access', async () => {
    await chmod(home, 0o755);
    const binaries = { ...findBinaries(), postgres: path.join(home, 'x') };
    expect(await accessibleBinaries(otherUser, binaries, shared)).toBe(
      binaries,
    );
  });
});
