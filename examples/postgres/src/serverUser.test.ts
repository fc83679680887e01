import { chmod, mkdir, mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';

import { assertReachable } from './serverUser';

const stranger = { name: 'postgres', uid: 4242, gid: 4242 };

describe('assertReachable', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'pgstage-home-'));
    await mkdir(path.join(home, 'checkout'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('names the folder that keeps the user of the servers out', async () => {
    await expect(
      assertReachable(stranger, path.join(home, 'checkout/data')),
    ).rejects.toThrow(
      `runs as the user "postgres", who may not enter ${home} (mode 0700)`,
    );
  });

  it('is content where everyone may enter', async () => {
    await chmod(home, 0o711);
    await expect(
      assertReachable(stranger, path.join(home, 'checkout/data')),
    ).resolves.toBeUndefined();
  });

  it('asks nothing where the servers run as the one who starts them', async () => {
    await expect(
      assertReachable(undefined, path.join(home, 'checkout/data')),
    ).resolves.toBeUndefined();
  });
});
