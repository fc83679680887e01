import type {
  Claim,
  Evidence,
  EvidenceSource,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import type { SufficientSources } from '../contract/SufficientSources';

/**
 * Returns functions that create the evidence and claims of one provider. A claim
 * with an insufficient source does not compile.
 *
 * @public
 */
export function claimsOf<const S extends SufficientSources>(sources: S) {
  type Source<K extends keyof SufficientSources> = S[K][number];
  const shownBy = <K extends keyof SufficientSources>(
    _kind: K,
    source: Source<K>,
    at: Date | string,
  ): Evidence => ({ source, at: new Date(at).toISOString() });
  return {
    sources,
    shownBy,
    /** Returns a positive claim. */
    yes: <K extends 'usable' | 'safe'>(
      kind: K,
      source: Source<K>,
      at: Date | string,
    ): Claim => ({ value: true, ...shownBy(kind, source, at) }),
  };
}

/** Returns a negative claim, for which any source is sufficient. @public */
export function no(source: EvidenceSource, at: Date | string): Claim {
  return { value: false, source, at: new Date(at).toISOString() };
}

/**
 * Returns an unknown claim with the reason.
 *
 * @param options - `lasting`: the provider cannot learn it, so that nobody should wait for it
 * @public
 */
export function unknown(
  reason: Message,
  options: { lasting?: boolean } = {},
): Claim {
  return { value: null, reason, ...options };
}
