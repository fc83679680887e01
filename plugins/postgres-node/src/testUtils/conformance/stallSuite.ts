import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { waitLimits } from './waitLimits';
import { claimsNothingNew } from './silentSuite';

function stall({ harness }: ConformanceContext) {
  if (!harness.stall) throw new Error('The harness needs stall');
  return harness.stall();
}

/** An engine that accepts calls without a response. */
export function stallSuite(context: ConformanceContext): void {
  async function outcomeOf(
    call: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<string>(resolve => {
      timer = setTimeout(
        () => resolve('ignored its signal'),
        waitLimits.outlived,
      );
    });
    const signal = AbortSignal.timeout(waitLimits.signal);
    const ended = call(signal).then(
      () => 'returned',
      error => (signal.aborted ? 'ended' : `failed: ${error}`),
    );
    const outcome = await Promise.race([ended, timeout]);
    clearTimeout(timer);
    return outcome;
  }

  it('ends each call with its signal, and completes the create if it is repeated', async () => {
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
      // Reads may return data from memory.
      for (const outcome of Object.values(reads))
        expect(['returned', 'ended']).toContain(outcome);
    } finally {
      await resume();
    }
    const { name } = await provider.create(request, conformanceActor);
    expect(await context.harness.count(name)).toBe(1);
  });

  it('makes no new positive claims', () =>
    claimsNothingNew(context, () => stall(context)));
}
