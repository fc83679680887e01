import type { HttpTarget } from '../load/HttpTarget';
import { openLoop, type Send } from '../load/openLoop';
import { untilQuiet } from '../load/untilQuiet';
import { type Plan, RATE, SINGLE_USER_REQUESTS } from '../plan';
import {
  pgstageDetails,
  pgstagePage,
  pgstagePageParts,
  peerPage,
} from '../requests';

/** The backends at one size. */
export interface Stage {
  size: number;
  pgstage: HttpTarget;
  peer: HttpTarget;
}

/** Milliseconds of each request of one round. */
export interface PageRound {
  /** By size. */
  pgstage: Map<number, number[]>;
  peer: Map<number, number[]>;
  /** Whether the machine was idle before each of its parts. */
  quiet: boolean;
  /** Of the reduced peer, at the main size. */
  reduced: number[];
  /** At the main size, with one user at a time. */
  singleUser: {
    peer: number[];
    pgstage: number[];
    /** Until the tab of pgstage has all its data. */
    pgstageWholeTab: number[];
  };
}

/** Number of warm-up requests, so that code is compiled and connections are open. */
const WARM_UP = { pgstage: 100, peer: 10, rate: 20 };

/** The same number of databases is viewed at every size, so that only the size differs. */
export function pick(plan: Plan, size: number, index: number): number {
  const viewed = plan.sizes[0];
  return (index % viewed) * Math.floor(size / viewed);
}

/** Measures page data in rounds; every target has its turn in each. */
export class PageMeasure {
  constructor(
    private readonly plan: Plan,
    private readonly stages: Stage[],
    /** The reduced peer at the main size. */
    private readonly reduced: HttpTarget,
  ) {}

  async warmUp(): Promise<void> {
    const { rate, pgstage, peer } = WARM_UP;
    await openLoop(this.#sizes(), { rate, count: pgstage });
    for (const stage of [...this.stages, this.#reduced]) {
      await openLoop({ peer: this.#peer(stage) }, { rate, count: peer });
    }
  }

  async round(): Promise<PageRound> {
    const { requests } = this.plan;
    let quiet = await untilQuiet();
    const pgstage = await openLoop(this.#sizes(), {
      rate: RATE,
      count: requests.pgstage,
    });
    const peer = new Map<number, number[]>();
    // Sequentially: concurrent requests would only wait for each other.
    for (const stage of this.stages) {
      quiet = (await untilQuiet()) && quiet;
      const times = await openLoop(
        { peer: this.#peer(stage) },
        { rate: RATE, count: requests.peer },
      );
      peer.set(stage.size, times.peer);
    }
    quiet = (await untilQuiet()) && quiet;
    const { reduced } = await openLoop(
      { reduced: this.#peer(this.#reduced) },
      { rate: RATE, count: requests.peer },
    );
    return {
      quiet,
      pgstage: new Map(
        Object.entries(pgstage).map(([size, times]) => [Number(size), times]),
      ),
      peer,
      reduced,
      singleUser: await this.#singleUser(),
    };
  }

  async #singleUser(): Promise<PageRound['singleUser']> {
    const main = this.#main;
    const { size, pgstage } = main;
    const at = (index: number) => pick(this.plan, size, index);
    return {
      peer: await oneByOne(this.#peer(main)),
      pgstage: await oneByOne(this.#pgstage(main)),
      pgstageWholeTab: await oneByOne(async index => {
        const begin = performance.now();
        await pgstage.send(pgstagePage(at(index)));
        const rest = [
          ...pgstagePageParts(at(index)),
          ...pgstageDetails(at(index)),
        ];
        await Promise.all(rest.map(benchRequest => pgstage.send(benchRequest)));
        return { ms: performance.now() - begin };
      }),
    };
  }

  #pgstage({ size, pgstage }: Stage): Send {
    return index => pgstage.send(pgstagePage(pick(this.plan, size, index)));
  }

  #sizes(): Record<string, Send> {
    return Object.fromEntries(
      this.stages.map(stage => [String(stage.size), this.#pgstage(stage)]),
    );
  }

  get #main(): Stage {
    return this.stages.find(({ size }) => size === this.plan.mainSize)!;
  }

  get #reduced() {
    return { size: this.plan.mainSize, peer: this.reduced };
  }

  #peer({ size, peer }: Pick<Stage, 'size' | 'peer'>): Send {
    return index => peer.send(peerPage(pick(this.plan, size, index)));
  }
}

async function oneByOne(
  send: (index: number) => Promise<{ ms: number }>,
): Promise<number[]> {
  const times = [];
  for (let index = 0; index < SINGLE_USER_REQUESTS; index += 1) {
    times.push((await send(index)).ms);
  }
  return times;
}
