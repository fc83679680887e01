import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { failure } from './waitLimits';

export function changeSuite(context: ConformanceContext): void {
  it('changes the spec, also if the request is repeated', async () => {
    const { provider, ref } = await createObserved(context);
    for (let time = 0; time < 2; time += 1) {
      const changed = await provider.change!(
        ref,
        context.harness.change,
        conformanceActor,
      );
      expect(changed.spec).toMatchObject(context.harness.change);
    }
  });

  it('rejects unknown options, and names them', async () => {
    const { provider, ref } = await createObserved(context);
    const error = await failure(
      provider.change!(ref, { options: { nonsense: true } }, conformanceActor),
    );
    expect(error.name).toBe('InputError');
    expect(error.message).toContain('options.nonsense');
  });
}
