import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * What suffices for each claim about a database on Kubernetes. The readiness
 * probe of an operator asks PostgreSQL; where pods may not be read, the operator
 * is quoted. Its word for archiving may be true before anything was archived, so
 * that what the primary counts is asked instead.
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
