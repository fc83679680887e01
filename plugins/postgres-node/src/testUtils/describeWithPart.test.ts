import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithPart } from './describeWithPart';

const folder = mkdtempSync(join(tmpdir(), 'parts-'));
const file = join(folder, 'skipped');
const outer = process.env.PGSTAGE_SKIPPED_FILE;

process.env.PGSTAGE_TEST_PART = '/somewhere';
process.env.PGSTAGE_SKIPPED_FILE = file;
// With CI=true, a skipped suite fails the run.
const skip = jest.spyOn(describe, 'skip').mockImplementation(() => undefined);
const ran: string[] = [];
describeWithPart('PGSTAGE_TEST_PART', 'with its dependency', value => {
  it('runs', () => {
    ran.push(value);
  });
});
describeWithPart(
  'PGSTAGE_TEST_NO_SUCH_PART',
  'without its dependency',
  value => {
    it('does not run', () => {
      ran.push(`wrong ${value}`);
    });
  },
);
skip.mockRestore();
if (outer === undefined) delete process.env.PGSTAGE_SKIPPED_FILE;
else process.env.PGSTAGE_SKIPPED_FILE = outer;

afterAll(() => rmSync(folder, { recursive: true }));

it('runs suites whose variable is set, and records the others as skipped', () => {
  expect(ran).toEqual(['/somewhere']);
  expect(readFileSync(file, 'utf8')).toBe(
    'PGSTAGE_TEST_NO_SUCH_PART\twithout its dependency\n',
  );
});
