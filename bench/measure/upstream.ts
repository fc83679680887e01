import type { HttpTarget, BenchRequest } from '../load/HttpTarget';
import type { Plan } from '../plan';
import {
  pgstageDetails,
  pgstagePage,
  pgstagePageParts,
  peerPage,
} from '../requests';
import type { ClusterLogin } from '../stage/BenchCluster';
import { CountingProxy } from '../stage/CountingProxy';
import type { BenchProcesses } from '../stage/BenchProcesses';
import { startPgstage } from './starts';

/** Requests to the API server. */
export interface Upstream {
  views: number;
  pgstage: number;
  /**
   * Additional requests for health and backups of the same number of views,
   * including scheduled requests to instances.
   */
  pgstageDetails: number;
  peerViews: number;
  peer: number;
}

/** The database whose page is opened repeatedly. */
const VIEWED = 0;

/** Concurrent page views. */
const AT_ONCE = 10;

/** Opens one page many times and counts the resulting requests to the API server. */
export async function measureUpstream(
  processes: BenchProcesses,
  login: ClusterLogin,
  { mainSize, pageViews, requests }: Plan,
): Promise<Upstream> {
  const proxy = new CountingProxy(login);
  const proxied = { url: await proxy.start(), token: login.token };
  const pgstage = await startPgstage(processes, proxied, {
    databases: mainSize,
    reconciles: false,
  });
  const peer = await processes.backend(
    { plugin: 'kubernetes', catalog: mainSize },
    proxied,
  );
  const count = async (
    target: HttpTarget,
    views: number,
    benchRequests: BenchRequest[],
    requests = () => proxy.requests,
  ) => {
    const before = requests();
    await view(target, views, benchRequests);
    return requests() - before;
  };
  try {
    return {
      views: pageViews,
      pgstage: await count(pgstage.target, pageViews, [
        pgstagePage(VIEWED),
        ...pgstagePageParts(VIEWED),
      ]),
      pgstageDetails: await count(
        pgstage.target,
        pageViews,
        pgstageDetails(VIEWED),
        () => proxy.requests + proxy.toInstances,
      ),
      peerViews: requests.peer,
      peer: await count(peer.target, requests.peer, [peerPage(VIEWED)]),
    };
  } finally {
    await Promise.all([pgstage.stop(), peer.stop()]);
    proxy.stop();
  }
}

/** Sends the requests of one view sequentially. */
async function view(
  target: HttpTarget,
  views: number,
  benchRequests: BenchRequest[],
): Promise<void> {
  let left = views;
  const viewers = Array.from({ length: AT_ONCE }, async () => {
    while (left > 0) {
      left -= 1;
      for (const benchRequest of benchRequests) await target.send(benchRequest);
    }
  });
  await Promise.all(viewers);
}
