import { siblingFieldsOf, readText } from './siblingFields';
import { validatedValues } from './validated';

const formData = {
  entityRef: 'component:default/orders',
  location: { provider: 'top' },
  db_a: { location: { provider: 'inner' }, name: 'x' },
  db: { a_name: 'other' },
  databases: [
    { location: { provider: 'first' }, name: 'one' },
    { name: 'two' },
  ],
};

const at = ($id: string, name: string) =>
  siblingFieldsOf({ formContext: { formData }, idSchema: { $id }, name });

it.each([
  ['root_name', 'name', 'top'],
  ['root_db_a_name', 'name', 'inner'],
  ['root_databases_0_name', 'name', 'first'],
  // Its own object has no value yet.
  ['root_databases_1_name', 'name', 'top'],
  ['root_nowhere_name', 'name', 'top'],
])('finds the siblings of %s', (id, name, provider) => {
  expect(at(id, name)('location')).toEqual({ provider });
  expect(at(id, name)('entityRef')).toBe('component:default/orders');
  expect(at(id, name)('nothing')).toBeUndefined();
});

it('finds siblings with the separator and prefix of another host', () => {
  const siblings = siblingFieldsOf({
    formContext: { formData },
    idPrefix: 'form',
    idSchema: { $id: 'form.databases.0.name' },
    idSeparator: '.',
    name: 'name',
  });
  expect(siblings('location')).toEqual({ provider: 'first' });
});

it('reads only texts', () => {
  expect(['a', '', 5, undefined, {}].map(readText)).toEqual([
    'a',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

describe('what is validated', () => {
  const field = 'PostgresDatabaseName';

  it('is the value, with its siblings anywhere in the form', () => {
    const uiSchema = { 'ui:field': field, 'ui:options': { entityField: 'e' } };
    const [only, ...more] = validatedValues(field, 'x', { formData, uiSchema });
    expect(more).toEqual([]);
    expect(only).toMatchObject({ value: 'x', options: { entityField: 'e' } });
    expect(only.entry).toBeUndefined();
    expect(only.siblings('location')).toEqual({ provider: 'inner' });
    expect(only.siblings('entityRef')).toBe('component:default/orders');
  });

  it('is each entry of a list, which Backstage passes as a whole', () => {
    const uiSchema = {
      location: { 'ui:field': 'PostgresLocationPicker' },
      name: { 'ui:field': field },
    };
    const all = validatedValues(field, formData.databases, {
      formData,
      uiSchema,
    });
    expect(
      all.map(({ value, entry, siblings }) => [
        entry,
        value,
        siblings('location'),
      ]),
    ).toEqual([
      [1, 'one', { provider: 'first' }],
      [2, 'two', { provider: 'top' }],
    ]);
    expect(validatedValues(field, [null, 3], { formData, uiSchema })).toEqual(
      [],
    );
  });

  it('is each text of a list of texts', () => {
    const uiSchema = { 'ui:field': field };
    const all = validatedValues(field, ['a', 'b'], { formData, uiSchema });
    expect(all).toMatchObject([
      { entry: 1, value: 'a' },
      { entry: 2, value: 'b' },
    ]);
    expect(all[1].siblings('location')).toEqual({ provider: 'top' });
  });
});
