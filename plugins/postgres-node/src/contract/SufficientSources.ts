import type { EvidenceSource } from '@pgstage/backstage-plugin-postgres-common';

/**
 * What a provider claims, with the sources that suffice as evidence for a yes.
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
