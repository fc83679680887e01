import { conformanceActor, type ConformanceContext } from './context';
import { createReady } from './createObserved';
import { success } from './waitLimits';

export function rotateSuite(context: ConformanceContext): void {
  it('ends with another password that works', async () => {
    const { provider, ref, database } = await createReady(
      context,
      'rotate-password',
    );
    const before = await context.harness.passwords();
    await provider.rotatePassword!(ref, conformanceActor);
    expect(await context.harness.passwords()).not.toEqual(before);
    await success(Promise.resolve(context.harness.login?.(database)));
  });
}
