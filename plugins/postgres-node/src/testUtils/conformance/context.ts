import type { PostgresProvider } from '../../contract/PostgresProvider';
import type { ProviderConformanceHarness } from './harness';
import type { RecordingConnection } from './recorder';

/** What each suite works with. */
export interface ConformanceContext {
  readonly harness: ProviderConformanceHarness;
  /** An instance that lives until the end of the test. */
  provider(): Promise<PostgresProvider>;
  /** The same, observing. */
  observer(): Promise<{
    provider: PostgresProvider;
    seen: RecordingConnection;
  }>;
  /** A name that no test has used, valid for every provider. */
  freshName(): string;
}

/** On whose behalf the kit writes. */
export const conformanceActor = { actor: 'user:default/conformance' };
