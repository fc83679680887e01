import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import FailedTests from './failed-tests.cjs';
import { summarizeFailed } from './failed.mjs';

test('lists each failed test, and a suite that could not run', async () => {
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'pgstage-failed-'));
  const file = path.join(scratch, 'failed');
  process.env.PGSTAGE_FAILED_FILE = file;
  const reporter = new FailedTests({ rootDir: '/repo' });
  assert.equal(await summarizeFailed(file), '');
  reporter.onRunComplete(undefined, {
    testResults: [
      {
        testFilePath: '/repo/a.test.ts',
        failureMessage: 'x',
        testResults: [
          { status: 'failed', fullName: 'adds up' },
          { status: 'passed', fullName: 'starts' },
        ],
      },
      {
        testFilePath: '/repo/b.test.ts',
        testExecError: {},
        testResults: [],
      },
      { testFilePath: '/repo/c.test.ts', testResults: [] },
    ],
  });
  assert.equal(
    await summarizeFailed(file),
    'Failed:\n  a.test.ts: adds up\n  b.test.ts: the suite itself',
  );
  await fs.rm(scratch, { recursive: true });
});
