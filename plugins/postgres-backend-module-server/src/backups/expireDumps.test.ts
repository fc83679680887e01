import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { ServerConfig } from '../config';
import { Dumps } from './Dumps';
import { timeId } from './timeId';

const now = new Date('2026-11-26T10:00:00Z');
const old = timeId(new Date('2026-01-01T00:00:00Z'));
const recent = timeId(new Date('2026-11-25T00:00:00Z'));

let directory: string;
beforeEach(async () => {
  directory = await fs.mkdtemp(path.join(tmpdir(), 'pgstage-dumps-'));
});
afterEach(() => fs.rm(directory, { recursive: true }));

const dumpsOf = (limits: { keep: number; keepDays: number }) =>
  new Dumps(
    {
      id: 'main',
      dumps: {
        directory,
        minimumIntervalMinutes: 0,
        timeoutMinutes: 5,
        ...limits,
      },
    } as ServerConfig,
    { logger: mockServices.logger.mock(), now: () => now },
  );
const at = (database: string, id: string) =>
  path.join(directory, 'main', database, `${id}.dump`);

/** Writes a recent and an expired dump. */
async function write(database: string) {
  await fs.mkdir(path.dirname(at(database, old)), { recursive: true });
  await fs.writeFile(at(database, old), 'old');
  await fs.writeFile(at(database, recent), 'recent');
}

it('removes the expired dumps of all databases, and names the error if one cannot be removed', async () => {
  await write('first');
  await write('last');
  // A folder in place of a file cannot be removed, not even by root.
  await fs.rm(at('first', old));
  await fs.mkdir(at('first', old));
  const dumps = dumpsOf({ keep: 10, keepDays: 30 });
  expect(dumps.expiryError).toBeUndefined();

  await expect(dumps.expireAll(new Map())).rejects.toThrow(old);
  expect(dumps.expiryError).toContain(at('first', old));
  expect(await fs.readdir(path.dirname(at('last', old)))).toEqual([
    `${recent}.dump`,
  ]);

  await fs.rm(at('first', old), { recursive: true });
  await dumps.expireAll(new Map());
  expect(dumps.expiryError).toBeUndefined();
});

it('does nothing without a directory', async () => {
  const dumps = dumpsOf({ keep: 1, keepDays: 1 });
  await dumps.expireAll(new Map());
  expect(dumps.expiryError).toBeUndefined();
});

it('does not count the dumps of a lost database that was created again', async () => {
  await write('orders');
  const later = timeId(new Date('2026-11-26T08:00:00Z'));
  const latest = timeId(new Date('2026-11-26T09:00:00Z'));
  await fs.writeFile(at('orders', later), 'empty');
  await fs.writeFile(at('orders', latest), 'empty');
  const created = new Map([['orders', '2026-11-26T07:00:00.000Z']]);
  await dumpsOf({ keep: 1, keepDays: 30 }).expireAll(created);
  expect(await fs.readdir(path.dirname(at('orders', old)))).toEqual([
    `${recent}.dump`,
    `${latest}.dump`,
  ]);
});
