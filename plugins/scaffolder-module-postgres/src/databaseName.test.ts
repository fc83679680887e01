import { findNameProblem, suggestName } from './databaseName';
import { translate as t } from './__testUtils__/translate';

const rule = {
  pattern: '^[a-z][a-z0-9-]*$',
  maxLength: 12,
  rule: 'must be short',
};

describe('suggestName', () => {
  it.each([
    ['orders', 'orders-db'],
    ['Api.v1', 'api-v1-db'],
    ['taken', 'taken'],
    ['9lives', undefined],
    ['a-very-long-component', 'a-very-long-'],
  ])('for %s suggests %s', (entity, name) => {
    expect(suggestName(entity, rule, new Set(['taken-db']))).toBe(name);
  });
});

describe('findNameProblem', () => {
  it('accepts a name while its rule is unknown', () => {
    expect(findNameProblem(t, 'Ä', undefined, undefined)).toBeUndefined();
  });

  it('reports the rule, then whether the name is in use', () => {
    expect(findNameProblem(t, 'Ä', rule, new Set())).toBe('must be short');
    expect(findNameProblem(t, 'orders', rule, new Set(['orders']))).toBe(
      t('name.taken'),
    );
  });
});
