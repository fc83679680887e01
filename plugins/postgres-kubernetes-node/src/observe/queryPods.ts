import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import type { ClusterClient } from '../cluster';
import type { CachedPod } from '../model/CachedPod';

/** The response of one instance, or why there is none. @public */
export interface PodResponse<Status> {
  status?: Status;
  /** When it responded. */
  at?: Date;
  error?: Error;
  /** The error is a missing right of Backstage. */
  forbidden?: boolean;
}

/** An HTTP request to a pod, and how to parse the response. @public */
export interface PodQuery<Pod, Status> {
  scheme(pod: Pod): 'http' | 'https';
  port: number;
  path: string;
  /** @throws Error if the response cannot be parsed. */
  parse(response: string): Status;
}

/** A page does not wait longer for an instance that does not respond. */
const TIMEOUT_MS = 4_000;

/** Sends the request to all pods in parallel and returns the responses by pod name. Errors and timeouts stay with their pod. @public */
export async function queryPods<Pod extends CachedPod, Status>(
  client: ClusterClient,
  pods: Pod[],
  { scheme, port, path, parse }: PodQuery<Pod, Status>,
  signal?: AbortSignal,
): Promise<Map<string, PodResponse<Status>>> {
  const answers = pods.map(
    async (pod): Promise<[string, PodResponse<Status>]> => {
      const { namespace, name } = pod;
      try {
        const response = await client.podGet(
          { namespace, name, scheme: scheme(pod), port, path },
          { signal, timeoutMs: TIMEOUT_MS },
        );
        return [name, { status: parse(response), at: new Date() }];
      } catch (error) {
        signal?.throwIfAborted();
        const forbidden = error instanceof UpstreamForbiddenError;
        return [name, { error: error as Error, forbidden }];
      }
    },
  );
  return new Map(await Promise.all(answers));
}
