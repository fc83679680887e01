import type { ProvisionRestore } from '../../contract/PostgresProvider';
import { backedUp } from './backupSuite';
import { conformanceActor, type ConformanceContext } from './context';
import { failure } from './waitLimits';

export function restoreSuite(context: ConformanceContext): void {
  async function setUp() {
    const source = await backedUp(context, 'restorable');
    const name = context.freshName();
    const valid: ProvisionRestore = {
      name,
      binding: context.harness.request(name).binding,
      backup: source.finished.id,
    };
    const restore = (request: ProvisionRestore) =>
      source.provider.restore!(source.ref, request, conformanceActor);
    return { ...source, valid, restore };
  }
  const count = (name: string) => context.harness.count(name);
  const fingerprint = (name: string) => context.harness.fingerprint(name);

  it('creates a new database with its own binding, also if repeated, and does not modify the source', async () => {
    const { ref, request, valid, restore } = await setUp();
    const before = await fingerprint(request.name);
    const restored = await restore(valid);
    expect(restored).toMatchObject({
      name: valid.name,
      binding: valid.binding,
      created: { by: conformanceActor.actor },
    });
    expect(restored.ref).not.toBe(ref);
    expect((await restore(valid)).ref).toBe(restored.ref);
    expect(await count(valid.name)).toBe(1);
    expect(await fingerprint(request.name)).toBe(before);
  });

  it('rejects a name that is in use by a database of another owner, or one that pgstage does not manage', async () => {
    const { valid, restore } = await setUp();
    await restore(valid);
    const owner = 'group:default/somebody-else';
    const other = { ...valid, binding: { ...valid.binding, owner } };
    expect((await failure(restore(other))).name).toBe('ConflictError');

    const foreign = context.freshName();
    await context.harness.createForeign(foreign);
    const before = await fingerprint(foreign);
    const error = await failure(restore({ ...valid, name: foreign }));
    expect(error.name).toBe('ConflictError');
    expect(await fingerprint(foreign)).toBe(before);
  });

  it('rejects a backup that does not exist, names the field, and creates nothing', async () => {
    const { valid, restore } = await setUp();
    const error = await failure(restore({ ...valid, backup: 'nonsense' }));
    expect(error.name).toMatch(/^(Input|NotFound)Error$/);
    expect(error.message).toMatch(/backup/i);
    expect(await count(valid.name)).toBe(0);
  });
}
