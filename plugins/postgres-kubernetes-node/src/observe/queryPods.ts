import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import type { ClusterClient } from '../cluster';
import type { CachedPod } from '../model/CachedPod';

/** Asking one instance: what it said, or why there is no answer. @public */
export interface PodResponse<Status> {
  status?: Status;
  /** When it answered. */
  at?: Date;
  error?: Error;
  /** The error is that Backstage may not ask. */
  forbidden?: boolean;
}

/** Whom to ask in a pod, and what the answer says. @public */
export interface PodQuery<Pod, Status> {
  scheme(pod: Pod): 'http' | 'https';
  port: number;
  path: string;
  /** @throws Error where the answer cannot be understood. */
  parse(answer: string): Status;
}

/** A page does not wait longer for an instance that hangs. */
const TIMEOUT_MS = 4_000;

/** Asks in each pod, all at once; one that hangs or fails does so alone. By the names of the pods. @public */
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
        const answer = await client.podGet(
          { namespace, name, scheme: scheme(pod), port, path },
          { signal, timeoutMs: TIMEOUT_MS },
        );
        return [name, { status: parse(answer), at: new Date() }];
      } catch (error) {
        signal?.throwIfAborted();
        const forbidden = error instanceof UpstreamForbiddenError;
        return [name, { error: error as Error, forbidden }];
      }
    },
  );
  return new Map(await Promise.all(answers));
}
