import { message } from '.';
import { items, sentences } from './lists';

const a = message('initSql');
const b = message('roles', { names: 'b' });
const c = message('roles', { names: 'c' });

it('joins any number of texts', () => {
  expect(items(a, b, c)?.text).toBe('Init SQL; Roles: b; Roles: c');
  expect(sentences(a, b)).toEqual(message('sentences', { first: a, more: b }));
});

it('stays small with many texts', () => {
  const many = Array.from({ length: 100 }, (_, n) =>
    message('roles', { names: `${n}`.padStart(100) }),
  );
  const list = items(...many)!;
  expect(list.text.split('; ')).toEqual(many.map(({ text }) => text));
  // Each text is in about seven others, not in up to a hundred.
  expect(JSON.stringify(list).length).toBeLessThan(12 * list.text.length);
});

it('omits what is undefined', () => {
  expect(items(undefined, b, undefined)).toBe(b);
  expect(items()).toBeUndefined();
});
