import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import type { ConformanceContext } from './context';
import { failure, success } from './waitLimits';

export function renderSuite(context: ConformanceContext): void {
  it('returns the same files for the same request, and writes nothing', async () => {
    const request = context.harness.request(context.freshName());
    const render = async () => (await context.provider()).render!(request);
    const { files } = await render();
    expect(Object.keys(files).length).toBeGreaterThan(0);
    for (const [path, text] of Object.entries(files)) {
      expect(path).toMatch(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/);
      expect(text.trim()).not.toBe('');
    }
    expect(await render()).toEqual({ files });
    expect(Object.values(files).join()).toContain(request.name);
    expect(await context.harness.count(request.name)).toBe(0);
  });

  it('renders without the engine', async () => {
    const request = context.harness.request(context.freshName());
    const provider = await context.provider();
    const { files } = await provider.render!(request);
    const restore = await context.harness.cut();
    try {
      expect(await success(provider.render!(request))).toEqual({ files });
    } finally {
      await restore();
    }
  });

  it('renders no password', async () => {
    const { files } = await (
      await context.provider()
    ).render!(context.harness.request(context.freshName()));
    for (const password of await context.harness.passwords())
      expect(Object.values(files).join()).not.toContain(password);
  });

  it('rejects what a create rejects, and names the field', async () => {
    const provider = await context.provider();
    const error = await failure(
      provider.render!({
        ...context.harness.request(context.freshName()),
        options: { nonsense: true },
      }),
    );
    expect(error).toBeInstanceOf(InvalidFieldsError);
    expect(error.message).toContain('options.nonsense');
  });
}
