import { conformanceActor, type ConformanceContext } from './context';
import { createReady } from './createObserved';
import { logIn } from './logIn';

export function rotateSuite(context: ConformanceContext): void {
  it('stores a new password that works', async () => {
    const { provider, ref, database } = await createReady(
      context,
      'rotate-password',
    );
    const before = await context.harness.passwords();
    await provider.rotatePassword!(ref, conformanceActor);
    expect(await context.harness.passwords()).not.toEqual(before);
    await logIn(context, database);
  });
}
