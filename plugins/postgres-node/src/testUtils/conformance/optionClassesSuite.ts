import type { ClassifiedSpec } from '../../contract/PostgresProvider';
import { contentsFields, offersContents } from './contentsSupport';
import type { ConformanceContext } from './context';

/** The permission to set an option depends on the class that the provider returns. */
export function optionClassesSuite(context: ConformanceContext): void {
  const setUp = async () => {
    const provider = await context.provider();
    const { location } = context.harness.request(context.freshName());
    const classify = (
      options: Record<string, unknown>,
      existing?: Record<string, unknown>,
    ) =>
      provider.classifyOptions!(location, { options }, { options: existing });
    const { optionClasses = [] } = context.harness;
    return { provider, location, classify, optionClasses };
  };

  it('returns the class of each option, and the harness has each class', async () => {
    const { classify, optionClasses } = await setUp();
    for (const { options, classes } of optionClasses)
      expect(classify(options)).toEqual(classes);
    const used = optionClasses.flatMap(({ classes }) => Object.values(classes));
    expect([...new Set(used)].sort()).toEqual(['allowed', 'free', 'platform']);
  });

  it('returns changed and removed options, but not unchanged ones', async () => {
    const { classify, optionClasses } = await setUp();
    expect(classify({})).toEqual({});
    for (const { options, classes } of optionClasses) {
      expect(classify(options, { ...options })).toEqual({});
      expect(Object.keys(classify({}, options)).length).toBeGreaterThan(0);
      expect(Object.keys(classes).join()).toMatch(/^options\./);
    }
  });

  it('classifies additional roles and databases if they are offered', async () => {
    const { provider, location } = await setUp();
    const description = await provider.describe();
    for (const field of contentsFields) {
      if (!offersContents(field, description, location)) continue;
      const one = { [field]: [{ name: 'additional' }] };
      const none = { [field]: [] };
      const paths = (...specs: [ClassifiedSpec, ClassifiedSpec]) =>
        Object.keys(provider.classifyOptions!(location, ...specs));
      expect(paths(one, none)).toEqual([`${field}.0.name`]);
      expect(paths(none, one)).toEqual([`${field}.0.name`]);
      expect(paths(one, { ...one })).toEqual([]);
    }
  });
}
