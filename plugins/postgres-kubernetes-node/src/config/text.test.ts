import { bytesOf } from './text';

it.each([
  ['1Gi', 2 ** 30],
  ['1.5Mi', 1572864],
  ['10G', 1e10],
  ['1024', 1024],
  ['1e3', 1000],
  ['1500m', 2],
  [undefined, undefined],
  ['1 Gi', undefined],
  ['Gi', undefined],
  ['1Zi', undefined],
])('%s is %s bytes', (quantity, bytes) => {
  expect(bytesOf(quantity)).toBe(bytes);
});
