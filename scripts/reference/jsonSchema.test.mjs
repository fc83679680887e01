import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldRows, limitsOf, typeOf } from './jsonSchema.mjs';

const entityRef = { type: 'string', pattern: '^[a-z]+:[a-z]+\\/[a-z]+$' };

test('describes types', () => {
  assert.equal(
    typeOf({ type: 'array', items: { type: 'string' } }),
    'list of text',
  );
  assert.equal(typeOf({ enum: ['a', 'b'] }), '`a`, `b`');
  assert.equal(
    typeOf({
      anyOf: [{ type: 'integer' }, { type: 'string' }, { type: 'string' }],
    }),
    'whole number or text',
  );
  assert.equal(typeOf({}), 'anything');
});

test('describes entity refs and times without their patterns', () => {
  assert.equal(typeOf(entityRef), 'entity ref');
  assert.equal(limitsOf(entityRef), '');
  const time = { type: 'string', format: 'date-time', pattern: '^\\d+$' };
  assert.equal(typeOf(time), 'time, ISO 8601 with zone');
  assert.equal(limitsOf(time), '');
});

test('describes limits, except for those that zod adds', () => {
  assert.equal(limitsOf({ minimum: 1, maximum: 15 }), '1 to 15');
  assert.equal(
    limitsOf({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    'at least 0',
  );
  assert.equal(
    limitsOf({ minimum: Number.MIN_SAFE_INTEGER, maximum: 9 }),
    'at most 9',
  );
  assert.equal(limitsOf({ pattern: '^x$' }), 'matches `^x$`');
});

test('returns a row for each field', () => {
  const schema = {
    required: ['name'],
    properties: {
      name: { type: 'string', description: 'Its name', maxLength: 63 },
      tags: { type: 'array', items: entityRef },
    },
  };
  assert.deepEqual(fieldRows(schema), [
    ['`name`', 'text', 'yes', 'Its name; at most 63 characters'],
    ['`tags`', 'list of entity ref', '', ''],
  ]);
});
