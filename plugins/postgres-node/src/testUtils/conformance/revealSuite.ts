import { conformanceActor, type ConformanceContext } from './context';
import { createReady } from './createObserved';
import { eventually, failure } from './waitLimits';

export function revealSuite(context: ConformanceContext): void {
  it('returns the stored user and password', async () => {
    const { provider, ref, database } = await createReady(
      context,
      'reveal-credentials',
    );
    const stored = await context.harness.passwords();
    const { user, password } = await provider.revealCredentials!(
      ref,
      conformanceActor,
    );
    expect(user).toBe(database.user);
    expect(stored).toContain(password);
  });

  it('returns no credentials of a database that pgstage does not manage', async () => {
    const { provider, seen } = await context.observer();
    const ref = await context.harness.createForeign(context.freshName());
    await eventually('the database is listed', () => seen.databases.has(ref));
    const error = await failure(
      provider.revealCredentials!(ref, conformanceActor),
    );
    expect(error.name).toMatch(/^(Conflict|NotFound|NotImplemented)Error$/);
  });
}
