import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * The evidence sources that are sufficient for each claim about a database of a
 * server. The system catalog states who may log in, but only a login shows that
 * it works.
 */
export const { sources, yes, shownBy } = claimsOf({
  usable: ['login'],
  safe: ['archive'],
  recoveryWindow: ['archive'],
  archiving: ['instance'],
  instance: ['instance'],
});
