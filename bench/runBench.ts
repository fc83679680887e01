import { measureBare } from './measure/bare';
import { measureChanges } from './measure/changes';
import { PageMeasure, type Stage } from './measure/pages';
import { assertShown } from './measure/sameObjects';
import { startPgstage } from './measure/starts';
import { measureUpstream } from './measure/upstream';
import type { Plan } from './plan';
import { pgstagePage, peerPage } from './requests';
import type { Results } from './results';
import { BenchCluster } from './stage/BenchCluster';
import { BenchProcesses } from './stage/BenchProcesses';

/** Options of the benchmark. */
export interface BenchOptions {
  plan: Plan;
  /** Folders with the operators' CRDs, and with recordings of the real operator. */
  crds: string;
  recordings: string;
  /** Logs a step and runs it. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Returns a free port. */
  freePort(): Promise<number>;
}

export async function runBench(options: BenchOptions): Promise<Results> {
  const processes = await options.step('Starting PostgreSQL', () =>
    BenchProcesses.open(options.freePort),
  );
  try {
    return await measure(processes, options);
  } finally {
    await processes.close();
  }
}

async function measure(
  processes: BenchProcesses,
  { plan, crds, recordings, step }: BenchOptions,
): Promise<Results> {
  const { sizes, mainSize, memorySize } = plan;
  const clusters = await step('Starting API servers', () =>
    Promise.all(
      sizes.map(async () => {
        const cluster = await BenchCluster.start(crds);
        processes.closeAtEnd(() => cluster.stop());
        return cluster;
      }),
    ),
  );
  const largest = clusters[clusters.length - 1];
  const main = clusters[sizes.indexOf(mainSize)];
  const template = await clusters[0].readTemplate(recordings);
  const completeMs = new Map<number, number>();
  const memoryOf = async (databases: number) => {
    const pgstage = await startPgstage(processes, largest.login, {
      databases,
      catalog: memorySize,
    });
    completeMs.set(databases, pgstage.completeMs);
    const memory = await pgstage.process.memory();
    await pgstage.stop();
    return memory;
  };

  const empty = await step('Measuring an empty backend', () => memoryOf(0));
  await step(`Making ${mainSize} databases`, () =>
    main.fill(template, mainSize),
  );
  const bare = await step('Comparing with bare handlers', () =>
    measureBare(processes, main.login, plan),
  );
  const stages: Stage[] = [];
  const running: Array<{ stop(): Promise<void> }> = [];
  for (const [index, cluster] of clusters.entries()) {
    const size = sizes[index];
    await step(`Making ${size} databases`, () => cluster.fill(template, size));
    await step(`Starting backends for ${size} databases`, async () => {
      const { login } = cluster;
      const pgstage = await startPgstage(processes, login, { databases: size });
      const peer = await processes.backend(
        { plugin: 'kubernetes', catalog: size },
        login,
      );
      completeMs.set(size, pgstage.completeMs);
      const stage = { size, pgstage: pgstage.target, peer: peer.target };
      await assertShown(stage, size - 1);
      stages.push(stage);
      running.push(pgstage, peer);
    });
  }

  const { pgstage, peer } = stages[sizes.indexOf(mainSize)];
  const page = {
    pgstage: (await pgstage.send(pgstagePage(0))).text,
    peer: (await peer.send(peerPage(0))).text,
  };
  const reduced = await step('Starting the reduced peer', () =>
    processes.backend(
      { plugin: 'kubernetes', catalog: mainSize, reduced: true },
      main.login,
    ),
  );
  running.push(reduced);
  const pages = new PageMeasure(plan, stages, reduced.target);
  await step('Warming up', () => pages.warmUp());
  const rounds: Results['rounds'] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    await step(`Round ${round + 1} of ${plan.rounds}`, async () => {
      const changes = await measureChanges(pgstage, main.server.admin(), {
        from: round * plan.changes,
        count: plan.changes,
      });
      rounds.push({ ...(await pages.round()), changes });
    });
  }
  await Promise.all(running.map(backend => backend.stop()));
  const upstream = await step('Counting requests', () =>
    measureUpstream(processes, main.login, plan),
  );

  // They use gigabytes of memory, and so will the one that grows.
  const smaller = clusters.filter(cluster => cluster !== largest);
  await Promise.all(smaller.map(cluster => cluster.stop()));
  await step(`Making ${memorySize} databases`, () =>
    largest.fill(template, memorySize),
  );
  const full = await step('Measuring memory', () => memoryOf(memorySize));
  return {
    plan,
    rounds,
    bare,
    upstream,
    completeMs,
    memory: { empty, full },
    bytes: { pgstage: page.pgstage.length, peer: page.peer.length },
  };
}
