import { setTimeout as sleep } from 'node:timers/promises';
import { apiPath } from '../../plugins/postgres-kubernetes-node/src/cluster/api/paths';
import type { ClusterConnection } from '../../plugins/postgres-kubernetes-node/src/cluster/api/ClusterConnection';
import { resources } from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/model';
import { databaseAt } from '../databases';
import type { HttpTarget } from '../load/HttpTarget';
import { pgstageDatabase } from '../requests';

interface View {
  revision: string;
}

/** Long enough for the request to be waiting at the server. */
const PARK_MS = 100;

/**
 * Changes one database after the other like its operator, and waits for each
 * change in a long poll.
 *
 * @returns milliseconds from sending the change to the API server until the
 *   response of the long poll is received.
 */
export async function measureChanges(
  pgstage: HttpTarget,
  admin: ClusterConnection,
  { from, count }: { from: number; count: number },
): Promise<number[]> {
  const times: number[] = [];
  for (let turn = from; turn < from + count; turn += 1) {
    // Pages are measured with other databases, so that these do not change.
    const index = 2 * turn + 1;
    const { namespace, name } = databaseAt(index);
    let { revision } = await pgstage.json<View>(pgstageDatabase(index));
    // An unknown phase is shown unchanged.
    const phase = `Phase ${turn}`;
    let begin = 0;
    const shown = (async () => {
      for (;;) {
        const view = await pgstage.json<View>(pgstageDatabase(index, revision));
        if (JSON.stringify(view).includes(phase)) {
          return performance.now() - begin;
        }
        revision = view.revision;
      }
    })();
    // Thrown below.
    shown.catch(() => {});
    await sleep(PARK_MS);
    begin = performance.now();
    await admin.json({
      method: 'PATCH',
      path: apiPath(resources.clusters, { namespace, name }, 'status'),
      contentType: 'application/merge-patch+json',
      body: { status: { phase } },
    });
    times.push(await shown);
  }
  return times;
}
