import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environmentFile, libpqConninfo } from './text';

const folder = mkdtempSync(path.join(tmpdir(), 'pgstage-env-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads the lines with `node --env-file`. */
function readByNode(lines: string[]): string | undefined {
  const file = path.join(folder, 'environment');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return JSON.parse(
    execFileSync(process.execPath, [
      `--env-file=${file}`,
      '-p',
      'JSON.stringify({ value: process.env.PGDATABASE })',
    ]).toString(),
  ).value;
}
/** Reads the lines as Docker and Kubernetes do: the value is everything after the first "=". */
const readRaw = (lines: string[]) =>
  lines.find(line => line.startsWith('PGDATABASE='))?.slice(11);

describe('an environment file', () => {
  it.each(['::1', 'a?b=c&d', 'a b', "it's", 'x$y', 'ünïcode 数据库', '*;|()'])(
    'writes %j without quotes, for every reader',
    value => {
      const lines = environmentFile({ PGDATABASE: value });
      expect(lines).toEqual([`PGDATABASE=${value}`]);
      expect([readByNode(lines), readRaw(lines)]).toEqual([value, value]);
    },
  );

  it.each(['a#b', '"a"', `'a#b'`, `"#`])(
    'quotes %j for some readers, and names the others in a comment',
    value => {
      const [comment, ...lines] = environmentFile({ PGDATABASE: value });
      expect(comment).toMatch(/^# Quoted for .* Docker and Kubernetes/);
      expect(readByNode(lines)).toBe(value);
    },
  );

  it('adds a comment about backslashes for systemd', () => {
    const lines = environmentFile({ PGDATABASE: 'a\\b' });
    expect(lines[0]).toMatch(/^# For systemd/);
    expect([readByNode(lines), readRaw(lines)]).toEqual(['a\\b', 'a\\b']);
  });

  it.each(['two\nlines', ' a', 'a ', `'"#`, `#\\`])(
    'omits %j, with a comment of one line',
    value => {
      const lines = environmentFile({ PGDATABASE: value, PGUSER: undefined });
      expect(lines).toEqual([
        expect.stringMatching(/^# PGDATABASE is omitted, [^\n]*$/),
      ]);
      expect(readByNode(lines)).toBeUndefined();
    },
  );
});

it('quotes the values of a connection string for libpq', () => {
  expect(
    libpqConninfo({ host: '::1', port: 5432, dbname: "it's \\ here" }),
  ).toBe("host=::1 port=5432 dbname='it\\'s \\\\ here'");
  expect(libpqConninfo({ host: undefined, dbname: '' })).toBe("dbname=''");
});
