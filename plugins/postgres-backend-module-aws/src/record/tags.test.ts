import { recordTags, recordValues, surplusKeys } from './tags';

const asTags = (values: string[]) =>
  Object.fromEntries(
    recordTags(values).map(({ Key, Value }) => [Key, Value ?? '']),
  );

it('reads what it writes', () => {
  const values = Array.from({ length: 12 }, (_, index) => `part${index}`);
  expect(recordValues(asTags(values))).toEqual(values);
});

it.each<Record<string, string>>([
  {},
  { 'pgstage:record': '0' },
  { 'pgstage:record': '25' },
  { 'pgstage:record': 'x' },
])('finds no record in %j', tags => expect(recordValues(tags)).toBeUndefined());

it('names the tags of a longer record, and no others', () => {
  const tags = { ...asTags(['a', 'b', 'c']), team: 'shop' };
  expect(surplusKeys(tags, 1)).toEqual([
    'pgstage:record.02',
    'pgstage:record.03',
  ]);
  expect(surplusKeys(tags, 3)).toEqual([]);
});
