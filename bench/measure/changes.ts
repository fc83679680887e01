import { setTimeout as sleep } from 'node:timers/promises';
import { apiPath } from '../../plugins/postgres-kubernetes-node/src/cluster/api/paths';
import type { ClusterConnection } from '../../plugins/postgres-kubernetes-node/src/cluster/api/ClusterConnection';
import { resources } from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/model';
import { databaseAt } from '../databases';
import type { HttpTarget } from '../load/HttpTarget';
import { ourDatabase } from '../questions';

interface View {
  revision: string;
}

/** Enough for the question to be at the server and waiting. */
const PARK_MS = 100;

/**
 * Changes one database after the other as its operator would, and waits for
 * each change in a long poll.
 *
 * @returns milliseconds from sending the change to the API server until the
 *   answer of the long poll that shows it was read.
 */
export async function measureChanges(
  ours: HttpTarget,
  admin: ClusterConnection,
  { from, count }: { from: number; count: number },
): Promise<number[]> {
  const times: number[] = [];
  for (let turn = from; turn < from + count; turn += 1) {
    // Pages are measured of others, so that these stay as they are.
    const index = 2 * turn + 1;
    const { namespace, name } = databaseAt(index);
    let { revision } = await ours.json<View>(ourDatabase(index));
    // A phase that nobody knows is shown as it is.
    const phase = `Phase ${turn}`;
    let begin = 0;
    const seen = (async () => {
      for (;;) {
        const view = await ours.json<View>(ourDatabase(index, revision));
        if (JSON.stringify(view).includes(phase)) {
          return performance.now() - begin;
        }
        revision = view.revision;
      }
    })();
    // Thrown below.
    seen.catch(() => {});
    await sleep(PARK_MS);
    begin = performance.now();
    await admin.json({
      method: 'PATCH',
      path: apiPath(resources.clusters, { namespace, name }, 'status'),
      contentType: 'application/merge-patch+json',
      body: { status: { phase } },
    });
    times.push(await seen);
  }
  return times;
}
