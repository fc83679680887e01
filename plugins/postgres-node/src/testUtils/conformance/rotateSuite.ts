import { conformanceActor, type ConformanceContext } from './context';
import { ready } from './made';

export function rotateSuite(context: ConformanceContext): void {
  it('ends with another password that works', async () => {
    const { provider, ref, database } = await ready(context, 'rotate-password');
    const before = await context.harness.passwords();
    await provider.rotatePassword!(ref, conformanceActor);
    expect(await context.harness.passwords()).not.toEqual(before);
    await context.harness.login?.(database);
  });
}
