import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { waitLimits } from './waitLimits';
import { claimsNothingNew } from './silentSuite';

function stall({ harness }: ConformanceContext) {
  if (!harness.stall) throw new Error('The harness needs stall');
  return harness.stall();
}

/** An upstream that takes calls and answers none. */
export function stallSuite(context: ConformanceContext): void {
  async function outcomeOf(
    call: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>(resolve => {
      timer = setTimeout(
        () => resolve('outlived its signal'),
        waitLimits.outlived,
      );
    });
    const signal = AbortSignal.timeout(waitLimits.signal);
    const ended = call(signal).then(
      () => 'answered',
      error => (signal.aborted ? 'ended' : `failed: ${error}`),
    );
    const outcome = await Promise.race([ended, late]);
    clearTimeout(timer);
    return outcome;
  }

  it('ends each call with its signal, and a repeat of the create completes it', async () => {
    const { request: requestFor } = context.harness;
    const { provider, ref } = await createObserved(context);
    const request = requestFor(context.freshName());
    const resume = await stall(context);
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

  it('claims nothing that was not seen before', () =>
    claimsNothingNew(context, () => stall(context)));
}
