import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually, failure } from './waitLimits';

export function bindSuite(context: ConformanceContext): void {
  describe('bind', () => {
    it('replaces the binding, which every replica observes', async () => {
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
        'another replica observes the binding',
        () =>
          seen.databases.get(ref)?.binding?.entityRefs.length ===
          binding.entityRefs.length,
      );
      // An entity without a recorded uid grants no rights.
      expect(seen.databases.get(ref)?.binding?.entityUids).toEqual(
        binding.entityUids,
      );
    });

    it('adopts only if adopt is set, and changes only the record', async () => {
      const { provider, seen } = await context.observer();
      const name = context.freshName();
      const ref = await context.harness.createForeign(name);
      const before = await context.harness.fingerprint(name);
      await eventually('the database is listed', () => seen.databases.has(ref));
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
