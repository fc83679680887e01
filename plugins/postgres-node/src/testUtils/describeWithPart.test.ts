import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithPart } from './describeWithPart';

const folder = mkdtempSync(join(tmpdir(), 'parts-'));
const file = join(folder, 'skipped');
const outer = process.env.PGSTAGE_SKIPPED_FILE;

process.env.PGSTAGE_TEST_PART = '/somewhere';
process.env.PGSTAGE_SKIPPED_FILE = file;
// A suite that is really skipped would be one that nobody can name.
const skip = jest.spyOn(describe, 'skip').mockImplementation(() => undefined);
const ran: string[] = [];
describeWithPart('PGSTAGE_TEST_PART', 'with its part', value => {
  it('runs', () => {
    ran.push(value);
  });
});
describeWithPart('PGSTAGE_TEST_NO_SUCH_PART', 'without its part', value => {
  it('does not run', () => {
    ran.push(`wrong ${value}`);
  });
});
skip.mockRestore();
if (outer === undefined) delete process.env.PGSTAGE_SKIPPED_FILE;
else process.env.PGSTAGE_SKIPPED_FILE = outer;

afterAll(() => rmSync(folder, { recursive: true }));

it('runs suites whose part is there, and names the others', () => {
  expect(ran).toEqual(['/somewhere']);
  expect(readFileSync(file, 'utf8')).toBe(
    'PGSTAGE_TEST_NO_SUCH_PART\twithout its part\n',
  );
});
