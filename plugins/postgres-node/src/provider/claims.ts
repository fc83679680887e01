import type {
  Claim,
  Evidence,
  EvidenceSource,
} from '@pgstage/backstage-plugin-postgres-common';
import type { SufficientSources } from '../contract/SufficientSources';

/**
 * Evidence and claims of one provider: what rests on a source that does not
 * suffice does not compile.
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
