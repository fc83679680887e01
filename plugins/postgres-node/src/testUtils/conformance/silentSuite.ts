import type { PostgresProvider } from '../../contract/PostgresProvider';
import type { ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually, checkRepeatedly, waitLimits } from './waitLimits';
import type { RecordingConnection } from './recorder';
import { positiveClaims, type Claims } from './claimsWithoutEvidence';

/** An answer that was on its way may be taken for one of now. */
const ON_ITS_WAY_MS = 250;

/** While nobody can look, nothing green is seen anew: it is unknown, or as old as it is. */
export async function claimsNothingNew(
  context: ConformanceContext,
  silence: () => Promise<() => Promise<void>>,
): Promise<void> {
  const { provider, seen, ref, request } = await createObserved(context);
  await context.harness.run?.(request.name);
  await eventually('something is green', async () =>
    (
      await look(provider, seen, ref)
    ).some(claims => positiveClaims(claims).length > 0),
  );
  const resume = await silence();
  const since = Date.now() + ON_ITS_WAY_MS;
  const told = seen.history.length;
  try {
    const answers: Claims[] = [];
    await checkRepeatedly(async () => {
      answers.push(...(await look(provider, seen, ref)));
    }, since);
    const fresh = [...seen.history.slice(told), ...answers]
      .flatMap(positiveClaims)
      .filter(([, { at }]) => Date.parse(at) > since)
      .map(([kind, { source, at }]) => `${kind} by ${source} at ${at}`);
    expect(fresh).toEqual([]);
  } finally {
    await resume();
  }
}

/** What is claimed of a database now, as far as it is told at all. */
async function look(
  provider: PostgresProvider,
  seen: RecordingConnection,
  ref: string,
): Promise<Claims[]> {
  const signal = AbortSignal.timeout(waitLimits.staysAway);
  const sections = await Promise.allSettled([
    provider.refresh?.(ref, { signal }),
    provider.health?.(ref, { signal }),
    provider.listBackups?.(ref, { signal }),
  ]);
  return [seen.databases.get(ref), ...sections.map(valueOf)].flatMap(
    claims => claims ?? [],
  );
}

function valueOf(
  result: PromiseSettledResult<Claims | void>,
): Claims | undefined {
  return result.status === 'fulfilled' ? result.value ?? undefined : undefined;
}

export function silentSuite(context: ConformanceContext): void {
  describe('while the upstream does not respond', () => {
    it('claims nothing that was not seen before', () =>
      claimsNothingNew(context, () => context.harness.cut()));
  });
}
