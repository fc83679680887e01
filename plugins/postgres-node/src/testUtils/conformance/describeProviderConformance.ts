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
import { ConformanceError } from './ConformanceError';

/**
 * Registers the jest suites that every provider must pass: create, repeat,
 * conflict, concurrent creates, bind, observe, limits, writes with an outdated
 * record version, an unreachable engine, hostile names, and no passwords in
 * results; and one suite for each optional feature. Each result and report must
 * match its schema, each positive claim must have evidence from one of the
 * provider's sufficient sources, observed while the engine responded, and each
 * text for people must be a message of a catalogue, with its parameters replaced.
 *
 * @param title - title of the outer suite
 * @param createHarness - called once; starts the engine
 * @param offered - features whose suites run; the others are reported as not
 * offered, and a provider that offers one of them fails
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
      const violations = recordings.flatMap(seen => seen.violations);
      live = [];
      recordings = [];
      if (violations.length)
        throw new ConformanceError(`The provider reported ${violations}`);
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

    it('offers exactly the listed features', async () => {
      const one = await provider();
      const { location } = harness.request(context.freshName());
      expect(
        coverageProblems(one, await one.describe(), offered, location),
      ).toEqual([]);
    });
    for (const feature of allFeatures) {
      if (offered.includes(feature))
        describe(feature, () => conformanceFeatures[feature](context));
      else notOfferedSuite(context, feature);
    }
  });
}
