import { testRegion } from '../__testUtils__/testRegion';
import { quotaUsageOf } from './quotaUsageOf';

it.each([
  [{}, 1, 20],
  [{ size: 'medium' }, 2, 20],
  [{ size: 'medium', options: { multiAz: false } }, 1, 20],
  [{ size: 'small', storage: '50Gi', options: { multiAz: true } }, 2, 50],
  [{ storage: '50Gi', options: { maxStorage: '200Gi' } }, 1, 200],
])('counts %j', (spec, instances, gibibytes) => {
  expect(quotaUsageOf(testRegion(), spec)).toEqual({
    instances,
    storageBytes: gibibytes * 2 ** 30,
  });
});
