import type { DatabaseOperation } from '@pgstage/backstage-plugin-postgres-common';
import type { ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { isOffered, type ConformanceFeature } from './features';

/** Reports a part by its name, and that nobody is promised it. */
export function notOfferedSuite(
  context: ConformanceContext,
  part: ConformanceFeature,
): void {
  it(`${part}: not offered`, async () => {
    const { provider, database } = await createObserved(context);
    expect(isOffered(part, provider, await provider.describe())).not.toBe(true);
    const support = database.operations[part as DatabaseOperation];
    if (support)
      expect(support).toMatchObject({
        supported: false,
        reason: expect.stringMatching(/\S/),
      });
  });
}
