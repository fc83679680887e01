import { differencesOf, normalBinding } from './differences';

it('lists each field that differs, as text for people', () => {
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

it('names parts of a field by their path', () => {
  expect(differencesOf({}, { tablespace: 'fast' }, 'options.')).toEqual([
    { field: 'options.tablespace', existing: 'none', requested: 'fast' },
  ]);
});

it('takes bindings for the same whatever the order of their entities', () => {
  const binding = {
    resourceRef: 'resource:default/r',
    owner: 'group:default/o',
  };
  expect(normalBinding({ ...binding, entityRefs: ['b', 'a', 'b'] })).toEqual({
    ...binding,
    entityRefs: ['a', 'b'],
  });
});
