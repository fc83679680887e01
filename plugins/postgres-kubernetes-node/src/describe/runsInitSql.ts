import type { ProviderContext } from '../model/ProviderContext';

/** How long forms wait for a cluster to report the rights of Backstage. */
const TIMEOUT_MS = 2_000;

/** Whether init SQL can run at any location. If that is not known, a create reports it. @public */
export async function runsInitSql(
  contexts: ProviderContext[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const options = { signal, timeoutMs: TIMEOUT_MS };
  const targets = contexts.flatMap(({ jobs, config }) =>
    config.namespaces.map(namespace => ({ jobs, namespace })),
  );
  for (const { jobs, namespace } of targets) {
    const refusal = await jobs
      .knownRefusal(namespace, options)
      .catch(() => undefined);
    if (!refusal) return true;
  }
  return !targets.length;
}
