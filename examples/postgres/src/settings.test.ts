import { execFileSync, spawnSync } from 'child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import path from 'path';

import {
  renderArchiveCommand,
  renderConninfo,
  renderSettings,
} from './settings';

it('quotes settings for postgresql.conf', () => {
  expect(renderSettings({ a: `it's`, b: 'c:\\d' })).toMatch(
    /^#.*\na = 'it''s'\nb = 'c:\\\\d'\n$/,
  );
});

it('quotes connection parameters for libpq', () => {
  expect(renderConninfo({ passfile: `/it's/a\\b`, user: 'u' })).toBe(
    `passfile='/it\\'s/a\\\\b' user='u'`,
  );
});

describe('archive command', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pgstage-archive-'));
  const archive = path.join(folder, `it's "100%f" $(touch x) \\`);
  const wal = path.join(folder, 'wal');
  // As PostgreSQL does: replaces the placeholders and runs a shell.
  const run = () => {
    const command = renderArchiveCommand(archive).replace(
      /%[pf%]/g,
      found => ({ '%p': 'wal', '%f': '0001', '%%': '%' }[found] as string),
    );
    return spawnSync('sh', ['-c', command], { cwd: folder }).status;
  };

  beforeAll(() => mkdirSync(archive));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('copies a segment, accepts the same contents again, and rejects others', () => {
    writeFileSync(wal, 'one');
    expect(run()).toBe(0);
    expect(run()).toBe(0);
    writeFileSync(wal, 'two');
    expect(run()).not.toBe(0);
    expect(readFileSync(path.join(archive, '0001'), 'utf8')).toBe('one');
    expect(readdirSync(archive)).toEqual(['0001']);
    expect(readdirSync(folder).sort()).toEqual(
      [path.basename(archive), 'wal'].sort(),
    );
  });

  it('ignores a partial copy of a crash', () => {
    execFileSync('sh', ['-c', 'rm "$0"/*', archive]);
    writeFileSync(path.join(archive, '0001.part'), 'half');
    writeFileSync(wal, 'whole');
    expect(run()).toBe(0);
    expect(readFileSync(path.join(archive, '0001'), 'utf8')).toBe('whole');
  });
});
