import { knownStatuses, meaningOf } from './statuses';

it('knows the statuses of PostgreSQL in the User Guide, and those that came since', () => {
  expect(knownStatuses).toHaveLength(35);
});

it('takes nothing for a status that is none', () => {
  for (const status of ['', 'unheard-of', 'toString', '__proto__'])
    expect(meaningOf(status)).toBeUndefined();
});

it('tells what AWS charges', () => {
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
