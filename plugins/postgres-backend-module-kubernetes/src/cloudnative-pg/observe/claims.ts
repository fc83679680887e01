import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * What suffices for each claim about a database of CloudNativePG. Its readiness
 * probe asks PostgreSQL; its condition ContinuousArchiving is true before
 * anything was archived, so that what the primary counts is asked instead.
 */
export const { yes, shownBy } = claimsOf({
  usable: ['readiness'],
  safe: ['backup', 'instance'],
  recoveryWindow: ['archive', 'backup', 'instance'],
  archiving: ['instance'],
  member: ['instance', 'readiness'],
});
