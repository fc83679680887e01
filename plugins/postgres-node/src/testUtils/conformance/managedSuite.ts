import { conformanceActor, type ConformanceContext } from './context';
import { eventually } from './waitLimits';

/** What another tool manages is observed and bound, never modified. */
export function managedSuite(context: ConformanceContext): void {
  async function staged() {
    const { createManaged } = context.harness;
    if (!createManaged)
      throw new Error('The harness needs createManaged for managed');
    const { provider, seen } = await context.observer();
    const name = context.freshName();
    const ref = await createManaged(name);
    await eventually('it is listed', () => seen.databases.has(ref));
    const { binding } = context.harness.request(name);
    const before = await context.harness.fingerprint(name);
    return { provider, seen, name, ref, binding, before };
  }

  it('adopts it without a change, or says where that is to be written', async () => {
    const { provider, name, ref, binding, before } = await staged();
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

  it('refuses every change and the removal, with the reason', async () => {
    const { provider, seen, name, ref, before } = await staged();
    const { operations } = seen.databases.get(ref)!;
    for (const operation of ['change', 'remove'] as const) {
      const support = operations[operation];
      expect(support).toMatchObject({
        supported: false,
        reason: expect.any(String),
      });
    }
    const refused = await Promise.allSettled([
      provider.change?.(ref, context.harness.change, conformanceActor),
      provider.remove?.(ref, { force: true }, conformanceActor),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(await context.harness.count(name)).toBe(1);
    expect(await context.harness.fingerprint(name)).toBe(before);
  });
}
