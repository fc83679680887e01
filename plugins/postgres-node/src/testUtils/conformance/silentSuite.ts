import type { PostgresProvider } from '../../contract/PostgresProvider';
import type { ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually, checkRepeatedly, waitLimits } from './waitLimits';
import type { RecordingConnection } from './recorder';
import { positiveClaims, type Claims } from './claimsWithoutEvidence';

/** Responses that the engine sent before it became silent can arrive for this time. */
const IN_FLIGHT_MS = 250;

/**
 * Checks that no positive claim has an observation time at which the engine did
 * not respond: the claim becomes unknown, or keeps its old time.
 */
export async function claimsNothingNew(
  context: ConformanceContext,
  silence: () => Promise<() => Promise<void>>,
): Promise<void> {
  const { provider, seen, ref, request } = await createObserved(context);
  await context.harness.run?.(request.name);
  await eventually('there is a positive claim', async () =>
    (
      await readClaims(provider, seen, ref)
    ).some(claims => positiveClaims(claims).length > 0),
  );
  const resume = await silence();
  const since = Date.now() + IN_FLIGHT_MS;
  const reported = seen.history.length;
  try {
    const results: Claims[] = [];
    await checkRepeatedly(async () => {
      results.push(...(await readClaims(provider, seen, ref)));
    }, since);
    const fresh = [...seen.history.slice(reported), ...results]
      .flatMap(positiveClaims)
      .filter(([, { at }]) => Date.parse(at) > since)
      .map(([kind, { source, at }]) => `${kind} by ${source} at ${at}`);
    expect(fresh).toEqual([]);
  } finally {
    await resume();
  }
}

/** Returns the current claims about a database, from reports and from all reads that succeed. */
async function readClaims(
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
  describe('while the engine is unreachable', () => {
    it('makes no new positive claims', () =>
      claimsNothingNew(context, () => context.harness.cut()));
  });
}
