import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installSteps } from './readme.mjs';

const section = text =>
  `\`\`\`sh\nnpm start\n\`\`\`\n<!-- install -->\n${text}\n<!-- /install -->\n`;

test('joins the blocks of one language, and ignores other sections', () => {
  assert.deepEqual(
    installSteps(
      section(
        'Add:\n```sh\nyarn add a\n```\n```yaml\na:\n  b: 1\n```\nMore:\n```sh\nyarn add b\n```',
      ),
    ),
    { sh: 'yarn add a\nyarn add b\n', ts: '', yaml: 'a:\n  b: 1\n' },
  );
});

test('rejects blocks that would not be checked', () => {
  assert.throws(() => installSteps('# no markers'), /has no section/);
  assert.throws(
    () => installSteps(section('```js\nadd();\n```')),
    /a block of "js"/,
  );
});
