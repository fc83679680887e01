import { conformanceActor, type ConformanceContext } from './context';
import { createReady } from './createObserved';
import { failure } from './waitLimits';

export function scaleSuite(context: ConformanceContext): void {
  it('changes the number of instances and back, and nothing else', async () => {
    const { provider, ref, database } = await createReady(context, 'change');
    const { spec, binding } = database;
    const before = spec.instances ?? 1;
    for (const instances of [before + 1, before]) {
      const changed = await provider.change!(
        ref,
        { instances },
        conformanceActor,
      );
      expect(changed.spec).toEqual({ ...spec, instances });
      expect(changed.binding).toEqual(binding);
    }
  });

  it('rejects zero instances, and names the field', async () => {
    const { provider, ref, request } = await createReady(context, 'change');
    const before = await context.harness.fingerprint(request.name);
    const error = await failure(
      provider.change!(ref, { instances: 0 }, conformanceActor),
    );
    expect(error.name).toBe('InputError');
    expect(error.message).toContain('instances');
    expect(await context.harness.fingerprint(request.name)).toBe(before);
  });

  it('counts each instance for the quota', async () => {
    const provider = await context.provider();
    if (!provider.quotaUsageOf)
      throw new Error('The provider needs quotaUsageOf');
    const { location, size, storage } = context.harness.request('any');
    const [one, three] = [1, 3].map(instances =>
      provider.quotaUsageOf!(location, { size, storage, instances }),
    );
    expect([one.instances, three.instances]).toEqual([1, 3]);
    expect(three.storageBytes).toEqual(one.storageBytes);
  });
}
