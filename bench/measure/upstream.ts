import type { HttpTarget, Question } from '../load/HttpTarget';
import type { Plan } from '../plan';
import { ourDetails, ourPage, ourPageParts, peerPage } from '../questions';
import type { ClusterLogin } from '../stage/BenchCluster';
import { CountingProxy } from '../stage/CountingProxy';
import type { Workshop } from '../stage/Workshop';
import { startOurs } from './starts';

/** Requests to the API server. */
export interface Upstream {
  views: number;
  ours: number;
  /** For health and backups besides, for as many views; those to instances with the ones that are asked by the clock. */
  oursDetails: number;
  peerViews: number;
  peer: number;
}

/** Whose page is opened again and again. */
const VIEWED = 0;

/** Page views at the same time. */
const AT_ONCE = 10;

/** Opens one page many times and counts what that asks of the API server. */
export async function measureUpstream(
  workshop: Workshop,
  login: ClusterLogin,
  { mainSize, pageViews, requests }: Plan,
): Promise<Upstream> {
  const proxy = new CountingProxy(login);
  const proxied = { url: await proxy.start(), token: login.token };
  const ours = await startOurs(workshop, proxied, {
    databases: mainSize,
    reconciles: false,
  });
  const peer = await workshop.backend(
    { plugin: 'kubernetes', catalog: mainSize },
    proxied,
  );
  const count = async (
    target: HttpTarget,
    views: number,
    questions: Question[],
    asked = () => proxy.requests,
  ) => {
    const before = asked();
    await view(target, views, questions);
    return asked() - before;
  };
  try {
    return {
      views: pageViews,
      ours: await count(ours.target, pageViews, [
        ourPage(VIEWED),
        ...ourPageParts(VIEWED),
      ]),
      oursDetails: await count(
        ours.target,
        pageViews,
        ourDetails(VIEWED),
        () => proxy.requests + proxy.toInstances,
      ),
      peerViews: requests.peer,
      peer: await count(peer.target, requests.peer, [peerPage(VIEWED)]),
    };
  } finally {
    await Promise.all([ours.stop(), peer.stop()]);
    proxy.stop();
  }
}

/** Questions of one view are asked one after the other. */
async function view(
  target: HttpTarget,
  views: number,
  questions: Question[],
): Promise<void> {
  let left = views;
  const viewers = Array.from({ length: AT_ONCE }, async () => {
    while (left > 0) {
      left -= 1;
      for (const question of questions) await target.ask(question);
    }
  });
  await Promise.all(viewers);
}
