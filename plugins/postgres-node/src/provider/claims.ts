import type {
  Claim,
  Evidence,
  EvidenceSource,
} from '@pgstage/backstage-plugin-postgres-common';

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
  member: readonly EvidenceSource[];
}

/**
 * Evidence and claims of one provider: what rests on a source that does not
 * suffice does not compile.
 *
 * @public
 */
export function claimsOf<const S extends SufficientSources>(_sources: S) {
  type Source<K extends keyof SufficientSources> = S[K][number];
  const shownBy = <K extends keyof SufficientSources>(
    _kind: K,
    source: Source<K>,
    at: Date | string,
  ): Evidence => ({ source, at: new Date(at).toISOString() });
  return {
    shownBy,
    /** A yes. */
    yes: <K extends 'usable' | 'safe'>(
      kind: K,
      source: Source<K>,
      at: Date | string,
    ): Claim => ({ value: true, ...shownBy(kind, source, at) }),
  };
}

/** A no: any source suffices. @public */
export function no(source: EvidenceSource, at: Date | string): Claim {
  return { value: false, source, at: new Date(at).toISOString() };
}

/** Nobody knows, for a reason. @public */
export function unknown(reason: string): Claim {
  return { value: null, reason };
}
