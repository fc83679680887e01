import { knownStatuses, meaningOf } from './statuses';

/** `Overview.DBInstance.Status` of the Amazon RDS User Guide, without those of Aurora. */
const inUserGuide = [
  ...['available', 'backing-up', 'configuring-enhanced-monitoring'],
  ...['configuring-iam-database-auth', 'configuring-log-exports'],
  ...['converting-to-vpc', 'creating', 'deleting', 'failed'],
  ...['inaccessible-encryption-credentials', 'incompatible-network'],
  ...['incompatible-option-group', 'incompatible-parameters'],
  ...['incompatible-restore', 'insufficient-capacity', 'maintenance'],
  ...['modifying', 'moving-to-vpc', 'rebooting', 'renaming'],
  ...['resetting-master-credentials', 'restore-error', 'starting', 'stopped'],
  ...['stopping', 'storage-full', 'storage-optimization', 'upgrading'],
];

it.each(inUserGuide)('has a meaning for the status %s', status => {
  expect(meaningOf(status)?.reason.text).toMatch(/^[A-Z]/);
});

it('returns undefined for an unknown status', () => {
  for (const status of ['', 'unheard-of', 'toString', '__proto__'])
    expect(meaningOf(status)).toBeUndefined();
});

it('has what AWS charges', () => {
  const billed = (kind: 'nothing' | 'storage') =>
    knownStatuses.filter(status => meaningOf(status)!.billed === kind);
  expect(billed('nothing')).toEqual([
    ...['creating', 'deleting', 'failed'],
    ...['inaccessible-encryption-credentials', 'incompatible-network'],
    'incompatible-restore',
  ]);
  expect(billed('storage')).toEqual([
    ...['starting', 'stopping', 'stopped'],
    'inaccessible-encryption-credentials-recoverable',
  ]);
});
