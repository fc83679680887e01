import { databaseView } from '../../dev/fixtures';
import { translate as t } from '../__testUtils__/translate';
import { effectOf, titleOf } from './actionDefinitions';

it.each([
  [true, /^Turn off/, 'Allows the database to be removed.'],
  [false, /^Turn on/, 'Prevents the database from being removed.'],
])(
  'describes deletion protection that is on: %s',
  (isProtected, title, effect) => {
    const view = databaseView({ spec: { protected: isProtected } });
    expect(titleOf(t, 'protection', view)).toMatch(title);
    expect(effectOf(t, 'protection', view)).toBe(effect);
  },
);
