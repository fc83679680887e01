import { message } from '.';
import { keyOf } from './keyOf';

it('differs by id, parameters and nested messages, not by words', () => {
  const plan = (name: string) =>
    message('retrying', { plan: message('movingPrimary', { name }) });
  const keys = [plan('a'), plan('b'), message('creating')].map(keyOf);
  expect(new Set(keys).size).toBe(3);
  expect(keyOf({ ...plan('a'), text: 'Wird verschoben' })).toBe(keys[0]);
});

it('keeps parameters apart that contain spaces or quotes', () => {
  const wait = (plan: string, names: string) =>
    keyOf(message('planWaitsForRestarted', { plan, names }));
  expect(wait('a b', 'c')).not.toBe(wait('a', 'b c'));
  expect(wait('a","b', 'c')).not.toBe(wait('a', 'b","c'));
});
