import type { EvidenceSource } from '@pgstage/backstage-plugin-postgres-common';

/**
 * The sufficient sources of evidence for each positive claim of a provider.
 *
 * @public
 */
export interface SufficientSources {
  usable: readonly EvidenceSource[];
  safe: readonly EvidenceSource[];
  recoveryWindow: readonly EvidenceSource[];
  archiving: readonly EvidenceSource[];
  /** For the state `working` of an instance. */
  instance: readonly EvidenceSource[];
}
