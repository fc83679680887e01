import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * What suffices for each claim about a database of a server. The catalog says
 * who may log in, but only a login shows that it works.
 */
export const { sources, yes, shownBy } = claimsOf({
  usable: ['login'],
  safe: ['archive'],
  recoveryWindow: ['archive'],
  archiving: ['instance'],
  instance: ['instance'],
});
