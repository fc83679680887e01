import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * The evidence sources that are sufficient for each claim about an RDS instance.
 * The status `available` does not prove that a login works, so there is no positive
 * claim `usable`. A list of AWS is evidence of what AWS stores: snapshots, and
 * transaction logs up to `LatestRestorableTime`.
 */
export const { sources, yes, shownBy } = claimsOf({
  usable: ['login'],
  safe: ['archive', 'backup'],
  recoveryWindow: ['archive'],
  archiving: ['archive'],
  instance: ['instance'],
});
