import { conformanceActor, type ConformanceContext } from './context';
import { createReady } from './createObserved';
import { eventually, failure } from './waitLimits';

export function logsSuite(context: ConformanceContext): void {
  it('refuses an instance that does not exist, with the field', async () => {
    const { provider, ref } = await createReady(context, 'read-logs');
    const request = { instance: 'missing-1' };
    const error = await failure(
      provider.readLogs!(ref, request, conformanceActor),
    );
    expect(error).toMatchObject({ name: 'InputError' });
    expect(error.message).toMatch(/^instance /);
  });

  it('reads no log of a database without a binding', async () => {
    const { provider, seen } = await context.observer();
    const ref = await context.harness.createForeign(context.freshName());
    await eventually('the database is listed', () => seen.databases.has(ref));
    const error = await failure(provider.readLogs!(ref, {}, conformanceActor));
    expect(error.name).toMatch(/^(Conflict|NotFound|NotImplemented)Error$/);
  });

  it('returns the newest entries of its primary, oldest first, with at least the requested level', async () => {
    const { provider, ref, request } = await createReady(context, 'read-logs');
    const { log } = context.harness;
    // An engine that runs no PostgreSQL writes no log.
    if (!log) return;
    await log(request.name, 'error', 'the first error');
    await log(request.name, 'info', 'a checkpoint');
    await log(request.name, 'error', 'the second error');
    const textsOf = async (wanted: { minLevel?: 'error'; limit?: number }) => {
      const { entries } = await provider.readLogs!(
        ref,
        wanted,
        conformanceActor,
      );
      return entries.map(({ text }) => text);
    };
    const errors = ['the first error', 'the second error'];
    expect(await textsOf({ minLevel: 'error' })).toEqual(errors);
    expect(await textsOf({ limit: 2 })).toEqual([
      'a checkpoint',
      'the second error',
    ]);
    expect(await textsOf({ minLevel: 'error', limit: 1 })).toEqual([errors[1]]);
  });
}
