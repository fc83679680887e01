import { conformanceActor, type ConformanceContext } from './context';
import { eventually } from './waitLimits';

/** A database that another tool manages is observed and bound, but never modified. */
export function managedSuite(context: ConformanceContext): void {
  async function setUp() {
    const { createManaged } = context.harness;
    if (!createManaged)
      throw new Error('The harness needs createManaged for managed');
    const { provider, seen } = await context.observer();
    const name = context.freshName();
    const ref = await createManaged(name);
    await eventually('the database is listed', () => seen.databases.has(ref));
    const { binding } = context.harness.request(name);
    const before = await context.harness.fingerprint(name);
    return { provider, seen, name, ref, binding, before };
  }

  it('adopts it without modifying it, or names the tool that has to do it', async () => {
    const { provider, name, ref, binding, before } = await setUp();
    const outcome: unknown = await provider
      .bind(ref, binding, { ...conformanceActor, adopt: true })
      .catch(error => error);
    if (outcome instanceof Error) {
      expect(outcome.name).toBe('ConflictError');
      expect(outcome.message).toMatch(/managed by/);
    } else {
      expect(outcome).toMatchObject({ ref, binding });
    }
    expect(await context.harness.fingerprint(name)).toBe(before);
  });

  it('rejects changes and removal with the reason', async () => {
    const { provider, seen, name, ref, before } = await setUp();
    const { operations } = seen.databases.get(ref)!;
    for (const operation of ['change', 'remove'] as const) {
      const support = operations[operation];
      expect(support).toMatchObject({
        supported: false,
        reason: { text: expect.stringMatching(/\S/) },
      });
    }
    const results = await Promise.allSettled([
      provider.change?.(ref, context.harness.change, conformanceActor),
      provider.remove?.(ref, { force: true }, conformanceActor),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(await context.harness.count(name)).toBe(1);
    expect(await context.harness.fingerprint(name)).toBe(before);
  });
}
