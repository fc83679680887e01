import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configRows } from './configuration.mjs';

const text = { type: 'string' };
const object = (properties, more) => ({ type: 'object', properties, ...more });

test('lists each key with its path, and its parents only with their descriptions', () => {
  const schema = object({
    a: object({
      list: {
        type: 'array',
        items: object({ id: text }, { required: ['id'] }),
        description: 'All',
      },
      map: object({}, { additionalProperties: object({ size: text }) }),
      plain: { type: 'array', items: text },
    }),
  });
  assert.deepEqual(configRows(schema), [
    ['`a.list`', 'list of object', '', '', 'All'],
    ['`a.list[].id`', 'text', 'yes', 'backend', ''],
    ['`a.map.<name>.size`', 'text', '', 'backend', ''],
    ['`a.plain`', 'list of text', '', 'backend', ''],
  ]);
});

test('returns visibilities, including inherited ones', () => {
  const schema = object({
    shown: { ...text, visibility: 'frontend' },
    hidden: object({ a: object({ b: text }) }, { deepVisibility: 'secret' }),
  });
  const visibilities = configRows(schema).map(([key, , , visibility]) => [
    key,
    visibility,
  ]);
  assert.deepEqual(visibilities, [
    ['`shown`', 'frontend'],
    ['`hidden.a.b`', 'secret'],
  ]);
});

test('merges common keys of alternatives', () => {
  const choice = type => object({ type: { type: 'string', const: type } });
  const schema = object({ a: { anyOf: [choice('s3'), choice('gcs')] } });
  assert.deepEqual(
    configRows(schema).map(([key, type]) => [key, type]),
    [['`a.type`', '`s3` or `gcs`']],
  );
});

test('follows definitions and alternatives, and collapses schedules', () => {
  const schema = {
    ...object({
      target: { anyOf: [object({ s3: text }), { $ref: '#/definitions/Gcs' }] },
      schedule: object({ frequency: text, timeout: text, scope: text }),
    }),
    definitions: { Gcs: object({ gcs: text }) },
  };
  const types = configRows(schema).map(([key, type]) => [key, type]);
  assert.deepEqual(types, [
    ['`target.s3`', 'text'],
    ['`target.gcs`', 'text'],
    ['`schedule`', 'schedule'],
  ]);
});
