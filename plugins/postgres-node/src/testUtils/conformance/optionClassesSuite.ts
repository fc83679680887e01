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
    return { classify, optionClasses };
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
}
