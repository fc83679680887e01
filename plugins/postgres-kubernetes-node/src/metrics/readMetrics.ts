import type { ObjectId } from '../cluster';
import type { ClusterClient } from '../cluster';
import { parseMetrics, type Sample } from './parseMetrics';

/** Where an exporter answers: those of CloudNativePG, PGO and postgres_exporter all listen here. @public */
export const METRICS_PORT = 9187;
/** What it tells is not worth a longer wait: a network policy may let nobody in. */
const TIMEOUT_MS = 2_000;

/**
 * What the exporter in a pod tells now. Needs `get` on `pods/proxy`, as the
 * status of an instance does. Undefined where it does not answer: what it
 * would tell is not known then.
 *
 * @public
 */
export async function readMetrics(
  client: Pick<ClusterClient, 'podGet'>,
  pod: ObjectId & { namespace: string; scheme: 'http' | 'https' },
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Sample[]> | undefined> {
  try {
    return parseMetrics(
      await client.podGet(
        { ...pod, port: METRICS_PORT, path: '/metrics' },
        { signal, timeoutMs: TIMEOUT_MS },
      ),
    );
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}
