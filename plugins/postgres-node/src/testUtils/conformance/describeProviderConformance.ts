import type { PostgresProvider } from '../../contract/PostgresProvider';
import type { ConformanceContext } from './context';
import type { ProviderConformanceHarness } from './harness';
import { RecordingConnection } from './recorder';
import { createSuite } from './createSuite';
import { changeSuite } from './changeSuite';
import { observeSuite } from './observeSuite';
import { hostileSuite } from './hostileSuite';
import { recordSuite } from './recordSuite';

/**
 * Registers jest suites that every provider must pass: create, repeat,
 * conflict, concurrent create, bind, observe, change, remove, writes that
 * were judged on another record, unreachable upstream, hostile names, and a canary for secrets.
 *
 * @param title - name of the outer suite
 * @param createHarness - called once; starts the upstream
 * @public
 */
export function describeProviderConformance(
  title: string,
  createHarness: () => Promise<ProviderConformanceHarness>,
): void {
  describe(title, () => {
    let harness: ProviderConformanceHarness;
    let live: PostgresProvider[] = [];
    let names = 0;
    jest.setTimeout(180_000);

    beforeAll(async () => {
      harness = await createHarness();
    });
    afterEach(async () => {
      await Promise.all(live.map(provider => provider.disconnect()));
      live = [];
    });
    afterAll(() => harness?.dispose());

    const provider = async () => {
      const created = await harness.createProvider();
      live.push(created);
      return created;
    };
    const context: ConformanceContext = {
      get harness() {
        return harness;
      },
      provider,
      observer: async () => {
        const seen = new RecordingConnection();
        const observing = await provider();
        await observing.connect(seen);
        return { provider: observing, seen };
      },
      freshName: () =>
        `conform${(names += 1)}${Date.now().toString(36).slice(-4)}`,
    };

    createSuite(context);
    changeSuite(context);
    observeSuite(context);
    hostileSuite(context);
    recordSuite(context);
  });
}
