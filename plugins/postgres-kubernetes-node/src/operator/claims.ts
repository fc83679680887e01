import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';

/** What suffices where nobody but Kubernetes and the operator is asked. A readiness probe asks PostgreSQL. */
export const { sources, yes, shownBy } = claimsOf({
  usable: ['readiness'],
  safe: ['backup'],
  recoveryWindow: [],
  archiving: [],
  member: ['readiness'],
});
