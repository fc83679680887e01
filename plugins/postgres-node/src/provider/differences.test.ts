import { differencesOf, normalBinding } from './differences';

it('lists each different field, with its values as text', () => {
  expect(
    differencesOf(
      { same: [1], limit: 5, list: ['a', 'b'], gone: 'x', none: [] },
      { same: [1], limit: 6, list: ['a'], more: { deep: 1 }, none: ['c'] },
    ),
  ).toEqual([
    { field: 'limit', existing: '5', requested: '6' },
    { field: 'list', existing: 'a, b', requested: 'a' },
    { field: 'gone', existing: 'x', requested: 'none' },
    { field: 'none', existing: 'none', requested: 'c' },
    { field: 'more', existing: 'none', requested: '{"deep":1}' },
  ]);
});

it('adds the prefix to the names of fields', () => {
  expect(differencesOf({}, { tablespace: 'fast' }, 'options.')).toEqual([
    { field: 'options.tablespace', existing: 'none', requested: 'fast' },
  ]);
});

it('normalizes bindings with the same entities to the same value', () => {
  const binding = {
    resourceRef: 'resource:default/r',
    owner: 'group:default/o',
  };
  expect(normalBinding({ ...binding, entityRefs: ['b', 'a', 'b'] })).toEqual({
    ...binding,
    entityRefs: ['a', 'b'],
  });
});
