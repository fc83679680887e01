import { conformanceActor, type ConformanceContext } from './context';
import { made } from './made';

const PATIENCE_MS = 500;
/** From when on a call has outlived its signal. */
const LIMIT_MS = 5_000;

/** An upstream that takes calls and answers none. */
export function stallSuite(context: ConformanceContext): void {
  async function outcomeOf(
    call: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>(resolve => {
      timer = setTimeout(() => resolve('outlived its signal'), LIMIT_MS);
    });
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const ended = call(signal).then(
      () => 'answered',
      error => (signal.aborted ? 'ended' : `failed: ${error}`),
    );
    const outcome = await Promise.race([ended, late]);
    clearTimeout(timer);
    return outcome;
  }

  it('ends each call with its signal, and a repeat of the create completes it', async () => {
    const { stall, request: requestFor } = context.harness;
    if (!stall) throw new Error('The harness needs stall');
    const { provider, ref } = await made(context);
    const request = requestFor(context.freshName());
    const resume = await stall();
    try {
      const writes = {
        create: await outcomeOf(signal =>
          provider.create(request, { ...conformanceActor, signal }),
        ),
        bind: await outcomeOf(signal =>
          provider.bind(ref, request.binding, { ...conformanceActor, signal }),
        ),
      };
      expect(writes).toEqual({ create: 'ended', bind: 'ended' });
      const reads = {
        describe: await outcomeOf(signal => provider.describe({ signal })),
        connection: await outcomeOf(signal =>
          provider.connection(ref, { signal }),
        ),
        health: await outcomeOf(async signal =>
          provider.health?.(ref, { signal }),
        ),
        backups: await outcomeOf(async signal =>
          provider.listBackups?.(ref, { signal }),
        ),
      };
      // What is known may be answered from memory.
      for (const outcome of Object.values(reads))
        expect(['answered', 'ended']).toContain(outcome);
    } finally {
      await resume();
    }
    const { name } = await provider.create(request, conformanceActor);
    expect(await context.harness.count(name)).toBe(1);
  });
}
