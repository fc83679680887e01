import type { DatabaseOperation } from '@pgstage/backstage-plugin-postgres-common';
import type { ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { isOffered, type ConformanceFeature } from './features';

/** Reports a feature by its name as not offered, and checks that this is true. */
export function notOfferedSuite(
  context: ConformanceContext,
  feature: ConformanceFeature,
): void {
  it(`${feature}: not offered`, async () => {
    const { provider, database } = await createObserved(context);
    const { location } = database;
    const description = await provider.describe();
    expect(isOffered(feature, provider, description, location)).not.toBe(true);
    const support = database.operations[feature as DatabaseOperation];
    if (support)
      expect(support).toMatchObject({
        supported: false,
        reason: { text: expect.stringMatching(/\S/) },
      });
  });
}
