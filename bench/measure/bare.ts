import { openLoop, type Send } from '../load/openLoop';
import { untilQuiet } from '../load/untilQuiet';
import { BARE_PATH } from '../processes/bareHandler';
import { type Plan, RATE } from '../plan';
import { ourPage } from '../questions';
import type { ClusterLogin } from '../stage/BenchCluster';
import type { Workshop } from '../stage/Workshop';
import { pick } from './pages';
import { startOurs } from './starts';

/** Milliseconds of each request of one round. */
export interface BareRound {
  ours: number[];
  /** Of handlers that do nothing but return the same bytes. */
  sameBackend: number[];
  express: number[];
  quiet: boolean;
}

/** Compares ours at the main size with bare handlers, while little else runs. */
export async function measureBare(
  workshop: Workshop,
  login: ClusterLogin,
  plan: Plan,
): Promise<BareRound[]> {
  const { mainSize, requests, rounds } = plan;
  const ours = await startOurs(workshop, login, { databases: mainSize });
  const body = (await ours.target.ask(ourPage(0))).text;
  ours.process.send({ body });
  const express = await workshop.bareExpress(body);
  const targets = {
    ours: index => ours.target.ask(ourPage(pick(plan, mainSize, index))),
    sameBackend: () => ours.target.ask({ path: BARE_PATH }),
    express: () => express.target.ask({ path: '/' }),
  } satisfies Record<string, Send>;
  const load = { rate: RATE, count: requests.ours };
  const measured: BareRound[] = [];
  try {
    // Once for nothing, so that code is compiled and connections are open.
    await openLoop(targets, load);
    for (let round = 0; round < rounds; round += 1) {
      const quiet = await untilQuiet();
      measured.push({ ...(await openLoop(targets, load)), quiet });
    }
  } finally {
    await Promise.all([ours, express].map(each => each.stop()));
  }
  return measured;
}
