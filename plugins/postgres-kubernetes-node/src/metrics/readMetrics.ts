import type { ObjectId } from '../cluster';
import type { ClusterClient } from '../cluster';
import { parseMetrics, type Sample } from './parseMetrics';

/** Port of the exporter: those of CloudNativePG, PGO and postgres_exporter all use it. @public */
export const METRICS_PORT = 9187;
/** Metrics are not worth a longer wait: a network policy may block all requests. */
const TIMEOUT_MS = 2_000;

/**
 * Returns the current metrics of the exporter in a pod, or undefined if it does
 * not respond. Needs `get` on `pods/proxy`, as the status of an instance does.
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
