import type { PostgresProvider } from '../../contract/PostgresProvider';
import type { ConformanceContext } from './context';
import type { ProviderConformanceHarness } from './harness';
import { RecordingConnection } from './recorder';
import { bindSuite } from './bindSuite';
import { checkedProvider } from './checkedProvider';
import { coverageProblems, allFeatures } from './coverage';
import { createSuite } from './createSuite';
import { limitsSuite } from './limitsSuite';
import { observeSuite } from './observeSuite';
import { hostileSuite } from './hostileSuite';
import { conformanceFeatures, type ConformanceFeature } from './features';
import { notOfferedSuite } from './notOfferedSuite';
import { recordSuite } from './recordSuite';
import { silentSuite } from './silentSuite';
import { ConformanceError } from './waitLimits';

/**
 * Registers jest suites that every provider must pass: create, repeat,
 * conflict, concurrent create, bind, observe, limits, writes that were judged
 * on another record, unreachable upstream, hostile names, and a canary for
 * secrets; and one suite for each part that a provider may offer. Whatever it
 * returns or tells must be what the contract says, and each green must rest on
 * what the provider takes as evidence, seen when somebody could be asked.
 *
 * @param title - name of the outer suite
 * @param createHarness - called once; starts the upstream
 * @param offered - parts whose suites run; the others are reported by name as
 * not offered, and a provider that offers one of them fails
 * @public
 */
export function describeProviderConformance(
  title: string,
  createHarness: () => Promise<ProviderConformanceHarness>,
  offered: readonly ConformanceFeature[] = [],
): void {
  describe(title, () => {
    let harness: ProviderConformanceHarness;
    let live: PostgresProvider[] = [];
    let recordings: RecordingConnection[] = [];
    let names = 0;
    jest.setTimeout(180_000);

    beforeAll(async () => {
      harness = await createHarness();
    });
    afterEach(async () => {
      await Promise.all(live.map(provider => provider.disconnect()));
      const malformed = recordings.flatMap(seen => seen.malformed);
      live = [];
      recordings = [];
      if (malformed.length)
        throw new ConformanceError(
          `The provider reported malformed data: ${malformed}`,
        );
    });
    afterAll(() => harness?.dispose());

    const provider = async () => {
      const created = checkedProvider(await harness.createProvider());
      live.push(created);
      return created;
    };
    const context: ConformanceContext = {
      get harness() {
        return harness;
      },
      provider,
      observer: async () => {
        const observing = await provider();
        const seen = new RecordingConnection(observing.evidence);
        recordings.push(seen);
        await observing.connect(seen);
        return { provider: observing, seen };
      },
      freshName: () =>
        `conform${(names += 1)}${Date.now().toString(36).slice(-4)}`,
    };

    createSuite(context);
    bindSuite(context);
    observeSuite(context);
    limitsSuite(context);
    hostileSuite(context);
    recordSuite(context);
    silentSuite(context);

    it('offers what is said here, and no more', async () => {
      const one = await provider();
      expect(coverageProblems(one, await one.describe(), offered)).toEqual([]);
    });
    for (const part of allFeatures) {
      if (offered.includes(part))
        describe(part, () => conformanceFeatures[part](context));
      else notOfferedSuite(context, part);
    }
  });
}
