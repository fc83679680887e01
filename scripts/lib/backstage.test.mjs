import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAlarm } from './backstage.mjs';

const alarms = [
  '\u001b[2m2026-01-01T00:00:00.000Z\u001b[22m \u001b[34mcatalog\u001b[39m \u001b[31merror\u001b[39m it broke',
  'ConfigSchemaError: no such key',
  'ERROR in ./src/app.tsx\n  Module not found',
];

test('shows only problems', () => {
  for (const text of alarms) {
    assert.ok(isAlarm(text), text);
  }
  assert.ok(
    !isAlarm(
      '\u001b[2m2026-01-01T00:00:00.000Z\u001b[22m \u001b[34mcatalog\u001b[39m \u001b[32minfo\u001b[39m 0 errors',
    ),
  );
});
