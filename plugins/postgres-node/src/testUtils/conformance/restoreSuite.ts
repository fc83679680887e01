import type { ProvisionRestore } from '../../contract/PostgresProvider';
import { backedUp } from './backupSuite';
import { conformanceActor, type ConformanceContext } from './context';
import { failure } from './waitLimits';

export function restoreSuite(context: ConformanceContext): void {
  async function staged() {
    const source = await backedUp(context);
    const name = context.freshName();
    const wanted: ProvisionRestore = {
      name,
      binding: context.harness.request(name).binding,
      backup: source.finished.id,
    };
    const restore = (request: ProvisionRestore) =>
      source.provider.restore!(source.ref, request, conformanceActor);
    return { ...source, wanted, restore };
  }
  const { count, fingerprint } = {
    count: (name: string) => context.harness.count(name),
    fingerprint: (name: string) => context.harness.fingerprint(name),
  };

  it('makes a new database with its own binding, also when repeated, and leaves the source alone', async () => {
    const { ref, request, wanted, restore } = await staged();
    const before = await fingerprint(request.name);
    const restored = await restore(wanted);
    expect(restored).toMatchObject({
      name: wanted.name,
      binding: wanted.binding,
      created: { by: conformanceActor.actor },
    });
    expect(restored.ref).not.toBe(ref);
    expect((await restore(wanted)).ref).toBe(restored.ref);
    expect(await count(wanted.name)).toBe(1);
    expect(await fingerprint(request.name)).toBe(before);
  });

  it('refuses a name that is taken, by ours with another owner or by what is not ours', async () => {
    const { wanted, restore } = await staged();
    await restore(wanted);
    const owner = 'group:default/somebody-else';
    const other = { ...wanted, binding: { ...wanted.binding, owner } };
    expect((await failure(restore(other))).name).toBe('ConflictError');

    const foreign = context.freshName();
    await context.harness.createForeign(foreign);
    const before = await fingerprint(foreign);
    const error = await failure(restore({ ...wanted, name: foreign }));
    expect(error.name).toBe('ConflictError');
    expect(await fingerprint(foreign)).toBe(before);
  });

  it('refuses a backup that there is not, by field, and makes nothing', async () => {
    const { wanted, restore } = await staged();
    const error = await failure(restore({ ...wanted, backup: 'nonsense' }));
    expect(error.name).toMatch(/^(Input|NotFound)Error$/);
    expect(error.message).toMatch(/backup/i);
    expect(await count(wanted.name)).toBe(0);
  });
}
