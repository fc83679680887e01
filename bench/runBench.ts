import { BenchCluster } from './stage/BenchCluster';
import { CountingProxy } from './stage/CountingProxy';
import { Workshop } from './stage/Workshop';
import { measureChanges } from './measure/changes';
import { PageMeasure, type Stage } from './measure/pages';
import { startOurs } from './measure/starts';
import { countRequests } from './measure/upstream';
import type { Plan } from './plan';
import { ourDetails, ourPage, ourPageParts, peerPage } from './questions';
import type { Results } from './results';

/** Whose page is opened again and again. */
const VIEWED = 0;

/** What the benchmark is run with. */
export interface BenchOptions {
  plan: Plan;
  /** Folders with the operators' CRDs, and with recordings of the real operator. */
  crds: string;
  recordings: string;
  /** Says what begins, and does it. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A port that nobody listens on. */
  freePort(): Promise<number>;
}

export async function runBench(options: BenchOptions): Promise<Results> {
  const workshop = await options.step('Starting PostgreSQL', () =>
    Workshop.open(options.freePort),
  );
  try {
    return await measure(workshop, options);
  } finally {
    await workshop.close();
  }
}

async function measure(
  workshop: Workshop,
  { plan, crds, recordings, step }: BenchOptions,
): Promise<Results> {
  const { sizes, mainSize, memorySize } = plan;
  const clusters = await step('Starting API servers', () =>
    Promise.all(
      sizes.map(async () => {
        const cluster = await BenchCluster.start(crds);
        workshop.closeLater(() => cluster.stop());
        return cluster;
      }),
    ),
  );
  const largest = clusters[clusters.length - 1];
  const main = clusters[sizes.indexOf(mainSize)];
  const template = await clusters[0].readTemplate(recordings);

  const empty = await step('Measuring an empty backend', async () => {
    const ours = await startOurs(workshop, largest.login, 0);
    const memory = await ours.process.memory();
    await ours.stop();
    return memory;
  });
  for (const [index, cluster] of clusters.entries()) {
    await step(`Making ${sizes[index]} databases`, () =>
      cluster.fill(template, sizes[index]),
    );
  }

  const proxy = new CountingProxy(main.login);
  workshop.closeLater(async () => proxy.stop());
  const proxied = { url: await proxy.start(), token: main.login.token };
  const completeMs = new Map<number, number>();
  const stages: Stage[] = [];
  const running = [];
  for (const [index, { login }] of clusters.entries()) {
    const size = sizes[index];
    await step(`Starting backends for ${size} databases`, async () => {
      const ours = await startOurs(
        workshop,
        size === mainSize ? proxied : login,
        size,
      );
      const peer = await workshop.backend(
        { plugin: 'kubernetes', databases: size },
        login,
      );
      completeMs.set(size, ours.completeMs);
      stages.push({ size, ours: ours.target, peer: peer.target });
      running.push(ours, peer);
    });
  }

  const { ours, peer } = stages[sizes.indexOf(mainSize)];
  const page = await ours.ask(ourPage(VIEWED));
  const bare = await workshop.bareExpress(page.text);
  const trimmed = await step('Starting the trimmed peer', () =>
    workshop.backend(
      { plugin: 'kubernetes', databases: mainSize, trimmed: true },
      main.login,
    ),
  );
  running.push(trimmed);
  const pages = new PageMeasure(plan, stages, {
    bare,
    trimmed: trimmed.target,
  });
  await step('Warming up', () => pages.warmUp());
  const rounds: Results['rounds'] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    await step(`Round ${round + 1} of ${plan.rounds}`, async () => {
      const changes = await measureChanges(ours, main.server.admin(), {
        from: round * plan.changes,
        count: plan.changes,
      });
      rounds.push({ ...(await pages.round()), changes });
    });
  }
  const peerPageSize = (await peer.ask(peerPage(VIEWED))).text.length;

  const upstream = await step('Counting requests', async () => {
    const { pageViews: views, requests } = plan;
    const count = (questions: Parameters<typeof countRequests>[2]) =>
      countRequests(proxy, ours, questions, views);
    const quiet = await count([ourPage(VIEWED), ...ourPageParts(VIEWED)]);
    const details = await count(ourDetails(VIEWED));
    const other = await workshop.backend(
      { plugin: 'kubernetes', databases: mainSize },
      proxied,
    );
    running.push(other);
    const asked = await countRequests(
      proxy,
      other.target,
      [peerPage(VIEWED)],
      requests.peer,
    );
    return {
      views,
      ours: quiet,
      oursDetails: details,
      peerViews: requests.peer,
      peer: asked,
    };
  });

  await Promise.all(running.map(backend => backend.stop()));
  // They hold gigabytes, and so will the one that grows.
  const smaller = clusters.filter(cluster => cluster !== largest);
  await Promise.all(smaller.map(cluster => cluster.stop()));
  await step(`Making ${memorySize} databases`, () =>
    largest.fill(template, memorySize),
  );
  const memory = await step('Measuring memory', async () => {
    const full = await startOurs(workshop, largest.login, memorySize);
    completeMs.set(memorySize, full.completeMs);
    return { empty, full: await full.process.memory() };
  });
  return {
    plan,
    rounds,
    upstream,
    completeMs,
    memory,
    bytes: { ours: page.text.length, peer: peerPageSize },
  };
}
