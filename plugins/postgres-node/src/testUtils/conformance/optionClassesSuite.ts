import type { ClassifiedSpec } from '../../contract/PostgresProvider';
import { contentsFields, offersContents } from './contentsSupport';
import type { ConformanceContext } from './context';

/** Who may set an option is decided by what the provider says of it. */
export function optionClassesSuite(context: ConformanceContext): void {
  const staged = async () => {
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

  it('tells the class of what is set, of each class one at least', async () => {
    const { classify, optionClasses } = await staged();
    for (const { options, classes } of optionClasses)
      expect(classify(options)).toEqual(classes);
    const told = optionClasses.flatMap(({ classes }) => Object.values(classes));
    expect([...new Set(told)].sort()).toEqual(['allowed', 'free', 'platform']);
  });

  it('counts what is changed or taken away, not what stays', async () => {
    const { classify, optionClasses } = await staged();
    expect(classify({})).toEqual({});
    for (const { options, classes } of optionClasses) {
      expect(classify(options, { ...options })).toEqual({});
      expect(Object.keys(classify({}, options)).length).toBeGreaterThan(0);
      expect(Object.keys(classes).join()).toMatch(/^options\./);
    }
  });

  it('classifies further roles and databases where they are offered', async () => {
    const { provider, location } = await staged();
    const description = await provider.describe();
    for (const field of contentsFields) {
      if (!offersContents(field, description, location)) continue;
      const one = { [field]: [{ name: 'further' }] };
      const none = { [field]: [] };
      const paths = (...specs: [ClassifiedSpec, ClassifiedSpec]) =>
        Object.keys(provider.classifyOptions!(location, ...specs));
      expect(paths(one, none)).toEqual([`${field}.0.name`]);
      expect(paths(none, one)).toEqual([`${field}.0.name`]);
      expect(paths(one, { ...one })).toEqual([]);
    }
  });
}
