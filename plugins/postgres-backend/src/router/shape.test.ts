import { checkShape } from './shape';

const deep = (levels: number): unknown =>
  levels ? { a: deep(levels - 1) } : 'x';

it('accepts valid input', () => {
  for (const input of [
    undefined,
    null,
    1,
    { name: 'données 🐘', options: deep(8), list: Array(200).fill('x') },
  ])
    expect(() => checkShape(input)).not.toThrow();
});

it.each([
  [{ name: 'a\ud800' }, 'name must be valid Unicode text'],
  [{ list: ['a', 'b\0'] }, 'list.1 must not contain the character NUL'],
  [{ ['x\udc00']: 1 }, 'x\\udc00 must be valid Unicode text'],
  [JSON.parse('{"options":{"__proto__":{"x":1}}}'), 'options.__proto__ is not'],
  [
    { options: { constructor: 1 } },
    'options.constructor is not allowed as a field name',
  ],
  [
    { 'a\nb': { constructor: 1 } },
    'a\\u000ab.constructor is not allowed as a field name',
  ],
  [{ list: Array(201).fill(1) }, 'list must be at most 200 entries'],
  [{ options: deep(20) }, 'must not be nested deeper than 10 levels'],
])('rejects with the name of the field, %#', (input, message) => {
  expect(() => checkShape(input)).toThrow(message);
});
