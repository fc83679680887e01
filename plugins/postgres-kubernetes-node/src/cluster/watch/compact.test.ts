import { compact } from './compact';

it('keeps what is there, and nothing of what is undefined', () => {
  const value = { name: 'orders', none: undefined, list: [1, true, null] };
  expect(compact(value)).toStrictEqual({
    name: 'orders',
    list: [1, true, null],
  });
});
