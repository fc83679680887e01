import type { EvidenceSource } from '@pgstage/backstage-plugin-postgres-common';

/**
 * The sources of evidence that suffice for each positive claim of a provider.
 * Each provider has one such list.
 *
 * @public
 */
export interface SufficientSources {
  usable: readonly EvidenceSource[];
  safe: readonly EvidenceSource[];
  recoveryWindow: readonly EvidenceSource[];
  archiving: readonly EvidenceSource[];
  /** That an instance works. */
  instance: readonly EvidenceSource[];
}
