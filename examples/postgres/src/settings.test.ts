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

it('quotes settings as postgresql.conf wants them', () => {
  expect(renderSettings({ a: `it's`, b: 'c:\\d' })).toMatch(
    /^#.*\na = 'it''s'\nb = 'c:\\\\d'\n$/,
  );
});

it('quotes connection parameters as libpq wants them', () => {
  expect(renderConninfo({ passfile: `/it's/a\\b`, user: 'u' })).toBe(
    `passfile='/it\\'s/a\\\\b' user='u'`,
  );
});

describe('archive command', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pgstage-archive-'));
  const archive = path.join(folder, `it's "100%f" $(touch x) \\`);
  const wal = path.join(folder, 'wal');
  // What PostgreSQL does with the setting: its own replacements, then a shell.
  const run = () => {
    const command = renderArchiveCommand(archive).replace(
      /%[pf%]/g,
      found => ({ '%p': 'wal', '%f': '0001', '%%': '%' }[found] as string),
    );
    return spawnSync('sh', ['-c', command], { cwd: folder }).status;
  };

  beforeAll(() => mkdirSync(archive));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('copies a segment, accepts the same again, refuses another', () => {
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

  it('is not fooled by half a copy that a crash left behind', () => {
    execFileSync('sh', ['-c', 'rm "$0"/*', archive]);
    writeFileSync(path.join(archive, '0001.part'), 'half');
    writeFileSync(wal, 'whole');
    expect(run()).toBe(0);
    expect(readFileSync(path.join(archive, '0001'), 'utf8')).toBe('whole');
  });
});
