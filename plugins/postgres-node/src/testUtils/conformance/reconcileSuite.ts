import type { ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually } from './waitLimits';

export function reconcileSuite(context: ConformanceContext): void {
  /** Another round may bring the login of another database to its store. */
  const state = async (...names: string[]) => ({
    databases: await Promise.all(names.map(context.harness.fingerprint)),
    passwords: new Set(await context.harness.passwords()),
  });

  it('leaves alone what is as it should be, and what is not ours', async () => {
    const { provider, request } = await createObserved(context);
    await provider.reconcile!({});
    const foreign = context.freshName();
    await context.harness.createForeign(foreign);
    const before = await state(request.name, foreign);
    await provider.reconcile!({});
    expect(await state(request.name, foreign)).toEqual(before);
  });

  it('puts right what drifted', async () => {
    const { drift } = context.harness;
    if (!drift) throw new Error('The harness needs drift for reconcile');
    const { provider, request } = await createObserved(context);
    await context.harness.run?.(request.name);
    await provider.reconcile!({});
    const isRight = await drift(request.name);
    expect(await isRight()).toBe(false);
    await eventually('it is put right', async () => {
      await provider.reconcile!({});
      return isRight();
    });
  });

  it('does not fail as a whole while the upstream does not respond', async () => {
    const { provider } = await createObserved(context);
    const restore = await context.harness.cut();
    try {
      await expect(provider.reconcile!({})).resolves.toBeUndefined();
    } finally {
      await restore();
    }
  });
}
