import { openLoop, type Send } from '../load/openLoop';
import { untilQuiet } from '../load/untilQuiet';
import { BARE_PATH } from '../processes/bareHandler';
import { type Plan, RATE } from '../plan';
import { pgstagePage } from '../requests';
import type { ClusterLogin } from '../stage/BenchCluster';
import type { BenchProcesses } from '../stage/BenchProcesses';
import { pick } from './pages';
import { startPgstage } from './starts';

/** Milliseconds of each request of one round. */
export interface BareRound {
  pgstage: number[];
  /** Of handlers that only return the same bytes. */
  sameBackend: number[];
  express: number[];
  quiet: boolean;
}

/** Compares pgstage at the main size with bare handlers, while no other backend is running. */
export async function measureBare(
  processes: BenchProcesses,
  login: ClusterLogin,
  plan: Plan,
): Promise<BareRound[]> {
  const { mainSize, requests, rounds } = plan;
  const pgstage = await startPgstage(processes, login, { databases: mainSize });
  const body = (await pgstage.target.send(pgstagePage(0))).text;
  pgstage.process.send({ body });
  const express = await processes.bareExpress(body);
  const targets = {
    pgstage: index =>
      pgstage.target.send(pgstagePage(pick(plan, mainSize, index))),
    sameBackend: () => pgstage.target.send({ path: BARE_PATH }),
    express: () => express.target.send({ path: '/' }),
  } satisfies Record<string, Send>;
  const load = { rate: RATE, count: requests.pgstage };
  const measured: BareRound[] = [];
  try {
    // A warm-up, so that code is compiled and connections are open.
    await openLoop(targets, load);
    for (let round = 0; round < rounds; round += 1) {
      const quiet = await untilQuiet();
      measured.push({ ...(await openLoop(targets, load)), quiet });
    }
  } finally {
    await Promise.all([pgstage, express].map(each => each.stop()));
  }
  return measured;
}
