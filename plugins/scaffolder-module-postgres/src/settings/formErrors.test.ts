import { addIssues, hasErrorsIn, isGiven, isSetting } from './formErrors';

const issue = (field: string) => ({ field, rule: 'must be else' });

it('adds an error at its field', () => {
  const fields = ['storage', 'options.backup.target', 'extensions.1'];
  const own = { __errors: ['must be else'] };
  const errors = addIssues({}, fields.map(issue));
  expect(errors).toEqual({
    storage: own,
    options: { backup: { target: own } },
    extensions: own,
  });
  const properties = (...names: string[]) => ({
    properties: Object.fromEntries(names.map(name => [name, {}])),
  });
  expect(hasErrorsIn(properties('storage'), errors)).toBe(true);
  expect(hasErrorsIn(properties('size'), errors)).toBe(false);
  const within = (name: string) => ({
    properties: { options: properties(name) },
  });
  expect(hasErrorsIn(within('backup'), errors)).toBe(true);
  expect(hasErrorsIn(within('pooler'), errors)).toBe(false);
});

it('ignores issues of other fields and of missing values', () => {
  expect(isSetting(issue('options.pooler'))).toBe(true);
  expect(isSetting(issue('name'))).toBe(false);
  const value = { extensions: [], options: { walStorage: {} } };
  expect(isGiven(value, issue('extensions.0'))).toBe(true);
  expect(isGiven(value, issue('options.walStorage.size'))).toBe(false);
  expect(isGiven(value, issue('size'))).toBe(false);
});
