import { awsOptionsSchema } from '../write';
import { classifyOptions } from './classifyOptions';

it('returns the class of each option', () => {
  const all = Object.fromEntries(
    Object.keys(awsOptionsSchema.shape).map(name => [name, 'x']),
  );
  expect(classifyOptions({ options: all })).toEqual({
    'options.multiAz': 'free',
    'options.backupWindow': 'free',
    'options.maintenanceWindow': 'free',
    'options.maxStorage': 'allowed',
    'options.backupRetentionDays': 'allowed',
    'options.credentials': 'allowed',
    'options.storageType': 'platform',
    'options.iops': 'platform',
    'options.storageThroughput': 'platform',
  });
  expect(classifyOptions({ options: { typo: 1 } })).toEqual({
    'options.typo': 'platform',
  });
});

it('returns changed and removed options only', () => {
  const existing = { options: { iops: 12_000, multiAz: true } };
  expect(
    classifyOptions({ options: { ...existing.options } }, existing),
  ).toEqual({});
  expect(
    classifyOptions({ options: { iops: null, multiAz: true } }, existing),
  ).toEqual({ 'options.iops': 'platform' });
  expect(classifyOptions({}, existing)).toEqual({
    'options.iops': 'platform',
    'options.multiAz': 'free',
  });
});
