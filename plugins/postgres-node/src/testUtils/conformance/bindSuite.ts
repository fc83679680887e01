import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually, failure } from './waitLimits';

export function bindSuite(context: ConformanceContext): void {
  describe('bind', () => {
    it('replaces the binding, seen by every replica', async () => {
      const { provider, ref, request } = await createObserved(context);
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
}
