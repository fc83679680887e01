import { message } from '.';
import { items, sentences } from './lists';

const a = message('initSql');
const b = message('roles', { names: 'b' });
const c = message('roles', { names: 'c' });

it('joins any number of texts', () => {
  expect(items(a, b, c)?.text).toBe('Init SQL; Roles: b; Roles: c');
  expect(sentences(a, b)).toEqual(message('sentences', { first: a, more: b }));
});

it('omits what is undefined', () => {
  expect(items(undefined, b, undefined)).toBe(b);
  expect(items()).toBeUndefined();
});
