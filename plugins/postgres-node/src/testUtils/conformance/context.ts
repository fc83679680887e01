import type { PostgresProvider } from '../../contract/PostgresProvider';
import type { ProviderConformanceHarness } from './harness';
import type { RecordingConnection } from './recorder';

/** Context of all suites. */
export interface ConformanceContext {
  readonly harness: ProviderConformanceHarness;
  /** Creates a provider, which is disconnected after the test. */
  provider(): Promise<PostgresProvider>;
  /** Creates a provider and connects it. */
  observer(): Promise<{
    provider: PostgresProvider;
    seen: RecordingConnection;
  }>;
  /** Returns an unused name that is valid for every provider. */
  freshName(): string;
}

/** The actor of all writes of the kit. */
export const conformanceActor = { actor: 'user:default/conformance' };
