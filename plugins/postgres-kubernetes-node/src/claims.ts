import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * Sufficient evidence for each claim about a database on Kubernetes. The
 * readiness probe of an operator queries PostgreSQL; if pods may not be read,
 * the operator's status counts. Its condition for archiving can be true before
 * anything was archived, so the archiver statistics of the primary are used
 * instead.
 *
 * @public
 */
export const {
  sources: kubernetesEvidence,
  yes,
  shownBy,
} = claimsOf({
  usable: ['readiness', 'engine'],
  safe: ['backup', 'instance'],
  recoveryWindow: ['archive', 'backup', 'instance'],
  archiving: ['instance'],
  instance: ['instance', 'readiness', 'engine'],
});
