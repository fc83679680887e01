import { bytesOf } from './quantity';

it.each([
  ['1Gi', 2 ** 30],
  ['1.5Mi', 1572864],
  ['10G', 1e10],
  ['1024', 1024],
  ['1e3', 1000],
  [undefined, undefined],
  ['1 Gi', undefined],
  ['Gi', undefined],
  ['1Zi', undefined],
])('%s is %s bytes', (quantity, bytes) => {
  expect(bytesOf(quantity)).toBe(bytes);
});
