import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * What suffices for each claim about an RDS instance. `available` is a word of
 * AWS, and nobody logged in: there is no positive claim about connections. A
 * list of AWS is evidence of what it stores: snapshots, and transaction logs
 * up to `LatestRestorableTime`.
 */
export const { sources, yes, shownBy } = claimsOf({
  usable: ['login'],
  safe: ['archive', 'backup'],
  recoveryWindow: ['archive'],
  archiving: ['archive'],
  instance: ['instance'],
});
