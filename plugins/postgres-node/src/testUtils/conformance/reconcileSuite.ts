import type { ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually } from './waitLimits';

export function reconcileSuite(context: ConformanceContext): void {
  const fingerprints = (...names: string[]) =>
    Promise.all(names.map(context.harness.fingerprint));

  it('changes nothing without drift, and no database that pgstage does not manage', async () => {
    const { provider, request } = await createObserved(context);
    await provider.reconcile!({});
    const foreign = context.freshName();
    await context.harness.createForeign(foreign);
    const before = await fingerprints(request.name, foreign);
    const passwords = await context.harness.passwords();
    await provider.reconcile!({});
    expect(await fingerprints(request.name, foreign)).toEqual(before);
    // Others can be added: those of a database that is still being completed.
    expect(await context.harness.passwords()).toEqual(
      expect.arrayContaining(passwords),
    );
  });

  it('corrects drift', async () => {
    const { drift } = context.harness;
    if (!drift) throw new Error('The harness needs drift for reconcile');
    const { provider, request } = await createObserved(context);
    await context.harness.run?.(request.name);
    await provider.reconcile!({});
    const isCorrected = await drift(request.name);
    expect(await isCorrected()).toBe(false);
    await eventually('the drift is corrected', async () => {
      await provider.reconcile!({});
      return isCorrected();
    });
  });

  it('does not fail as a whole while the engine is unreachable', async () => {
    const { provider } = await createObserved(context);
    const restore = await context.harness.cut();
    try {
      await expect(provider.reconcile!({})).resolves.toBeUndefined();
    } finally {
      await restore();
    }
  });
}
