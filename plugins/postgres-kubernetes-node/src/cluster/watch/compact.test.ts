import { compact } from './compact';

it('keeps values, and drops undefined ones', () => {
  const value = { name: 'orders', none: undefined, list: [1, true, null] };
  expect(compact(value)).toStrictEqual({
    name: 'orders',
    list: [1, true, null],
  });
});
