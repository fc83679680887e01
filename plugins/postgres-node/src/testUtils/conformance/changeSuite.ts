import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import { eventually, failure } from './recorder';

export function changeSuite(context: ConformanceContext): void {
  async function made() {
    const { provider, seen } = await context.observer();
    const request = context.harness.request(context.freshName());
    const database = await provider.create(request, conformanceActor);
    const supports = (operation: keyof Database['operations']) => {
      const support = database.operations[operation];
      if (support?.supported === false) expect(support.reason).toBeTruthy();
      return support?.supported ?? false;
    };
    return { provider, seen, request, ref: database.ref, database, supports };
  }

  describe('bind', () => {
    it('replaces the binding, seen by every replica', async () => {
      const { provider, ref, request } = await made();
      const binding = {
        ...request.binding,
        entityRefs: [...request.binding.entityRefs, 'component:default/second'],
        entityUids: { 'component:default/second': 'uid-of-second' },
      };
      expect(
        (await provider.bind(ref, binding, conformanceActor)).binding,
      ).toEqual(binding);
      const { seen } = await context.observer();
      await eventually(
        'the other replica sees it',
        () =>
          seen.databases.get(ref)?.binding?.entityRefs.length ===
          binding.entityRefs.length,
      );
      // Without them nobody would have rights.
      expect(seen.databases.get(ref)?.binding?.entityUids).toEqual(
        binding.entityUids,
      );
    });

    it('adopts only when told to, and changes nothing but the record', async () => {
      const { provider, seen } = await context.observer();
      const name = context.freshName();
      const ref = await context.harness.createForeign(name);
      const before = await context.harness.fingerprint(name);
      await eventually('it is listed as unbound', () =>
        seen.databases.has(ref),
      );
      expect(seen.databases.get(ref)?.binding).toBeUndefined();

      const { binding } = context.harness.request(name);
      expect(
        (await failure(provider.bind(ref, binding, conformanceActor))).name,
      ).toBe('ConflictError');
      const adopted = await provider.bind(ref, binding, {
        ...conformanceActor,
        adopt: true,
      });
      expect(adopted.binding).toEqual(binding);
      expect(await context.harness.fingerprint(name)).toBe(before);
    });
  });

  describe('change', () => {
    it('changes the spec, also when repeated', async () => {
      const { provider, ref, supports } = await made();
      if (!supports('change')) return;
      for (let time = 0; time < 2; time += 1) {
        const changed = await provider.change!(
          ref,
          context.harness.change,
          conformanceActor,
        );
        expect(changed.spec).toMatchObject(context.harness.change);
      }
    });

    it('refuses options that it does not know, by name', async () => {
      const { provider, ref, supports } = await made();
      if (!supports('change')) return;
      const error = await failure(
        provider.change!(
          ref,
          { options: { nonsense: true } },
          conformanceActor,
        ),
      );
      expect(error.name).toBe('InputError');
      expect(error.message).toContain('options.nonsense');
    });
  });

  describe('rotate password', () => {
    it('ends with another password that works', async () => {
      const { provider, ref, database, supports } = await made();
      if (!supports('rotate-password')) return;
      const before = await context.harness.passwords();
      await provider.rotatePassword!(ref, conformanceActor);
      expect(await context.harness.passwords()).not.toEqual(before);
      await context.harness.login?.(database);
    });
  });

  describe('remove', () => {
    it('refuses while protected, then removes everything, also when repeated', async () => {
      const { provider, seen, ref, request, supports } = await made();
      if (!supports('remove')) return;
      if (supports('change')) {
        await provider.change!(ref, { protected: true }, conformanceActor);
        const error = await failure(
          provider.remove!(ref, {}, conformanceActor),
        );
        expect(error.name).toBe('ConflictError');
        expect(error.message).toMatch(/protect/i);
        await provider.change!(ref, { protected: false }, conformanceActor);
      }
      await provider.remove!(ref, {}, conformanceActor);
      await provider.remove!(ref, {}, conformanceActor);
      await eventually(
        'it is gone',
        async () => (await context.harness.count(request.name)) === 0,
      );
      await eventually(
        'it is no longer listed',
        () => !seen.databases.has(ref),
      );
    });

    it('never removes what is not ours', async () => {
      const { provider, supports } = await made();
      if (!supports('remove')) return;
      const name = context.freshName();
      const ref = await context.harness.createForeign(name);
      await failure(provider.remove!(ref, { force: true }, conformanceActor));
      expect(await context.harness.count(name)).toBe(1);
    });
  });
}
