import { existsSync, promises as fs } from 'fs';
import { tmpdir } from 'os';
import path from 'path';

import { pruneArchive } from './pruneArchive';

let folder: string;
let archive: string;
let backups: string;
const now = Date.UTC(2026, 0, 1, 12);
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000);

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), 'prune-'));
  archive = path.join(folder, 'archive');
  backups = path.join(folder, 'backups');
  await fs.mkdir(archive);
  await fs.mkdir(backups);
});
afterEach(() => fs.rm(folder, { recursive: true }));

async function segment(name: string, hours: number) {
  const file = path.join(archive, name);
  await fs.writeFile(file, Buffer.alloc(1024 * 1024));
  await fs.utimes(file, hoursAgo(hours), hoursAgo(hours));
}
async function backup(name: string, manifest: string) {
  await fs.mkdir(path.join(backups, name));
  await fs.writeFile(path.join(backups, name, 'backup_manifest'), manifest);
}
const from = (...starts: string[]) =>
  JSON.stringify({
    'WAL-Ranges': starts.map(start => ({
      Timeline: 1,
      'Start-LSN': start,
      'End-LSN': 'F/0',
    })),
  });
const prune = async () => {
  await pruneArchive(archive, backups, now);
  return (await fs.readdir(archive)).sort();
};

it('keeps the WAL since the oldest backup, and that of the last hour', async () => {
  await segment('000000010000000100000FFE', 9);
  await segment('000000010000000100000FFF', 9);
  await segment('000000010000000200000000', 8);
  await segment('000000010000000200000001', 7);
  await fs.writeFile(path.join(archive, '00000002.history'), '');
  await backup('b2', from('3/28'));
  await backup('b1', from('2/28'));
  await backup('expired', '');
  await fs.mkdir(path.join(backups, 'running'));
  await fs.writeFile(path.join(backups, 'b1.json'), '{}');
  expect(await prune()).toEqual([
    '000000010000000200000000',
    '000000010000000200000001',
    '00000002.history',
  ]);
});

it('keeps only the last hour without backups', async () => {
  await segment('000000010000000000000001', 2);
  await segment('000000010000000000000002', 0.5);
  expect(await prune()).toEqual(['000000010000000000000002']);
});

it('removes nothing if a manifest cannot be read', async () => {
  await segment('000000010000000000000001', 2);
  await backup('b1', '{"WAL-Ra');
  await expect(prune()).rejects.toThrow();
  expect(existsSync(path.join(archive, '000000010000000000000001'))).toBe(true);
});
