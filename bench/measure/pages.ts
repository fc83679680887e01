import type { HttpTarget } from '../load/HttpTarget';
import { openLoop, type Send } from '../load/openLoop';
import { untilQuiet } from '../load/untilQuiet';
import { type Plan, RATE } from '../plan';
import { ourDetails, ourPage, ourPageParts, peerPage } from '../questions';

/** The backends at one size. */
export interface Stage {
  size: number;
  ours: HttpTarget;
  peer: HttpTarget;
}

/** Milliseconds of each request of one round. */
export interface PageRound {
  /** By size. */
  ours: Map<number, number[]>;
  peer: Map<number, number[]>;
  /** Whether the machine had nothing else to do before each of its parts. */
  quiet: boolean;
  /** Of the peer that is cut down, at the main size. */
  trimmed: number[];
  /** At the main size, when one person looks at a time. */
  alone: {
    peer: number[];
    ours: number[];
    /** Until our tab has everything that it asks for. */
    oursWhole: number[];
  };
}

/** So many requests before anything counts, so that code is compiled and connections are open. */
const WARM_UP = { ours: 100, peer: 10, rate: 20 };
const ALONE = 10;

/** As many databases are looked at whatever the size, so that only the size differs. */
export function pick(plan: Plan, size: number, index: number): number {
  const looked = plan.sizes[0];
  return (index % looked) * Math.floor(size / looked);
}

/** Measures page data, in rounds in which every target has its turn. */
export class PageMeasure {
  constructor(
    private readonly plan: Plan,
    private readonly stages: Stage[],
    /** The peer at the main size, cut down. */
    private readonly trimmed: HttpTarget,
  ) {}

  async warmUp(): Promise<void> {
    const { rate, ours, peer } = WARM_UP;
    await openLoop(this.#sizes(), { rate, count: ours });
    for (const stage of [...this.stages, this.#trimmed]) {
      await openLoop({ peer: this.#peer(stage) }, { rate, count: peer });
    }
  }

  async round(): Promise<PageRound> {
    const { requests } = this.plan;
    let quiet = await untilQuiet();
    const ours = await openLoop(this.#sizes(), {
      rate: RATE,
      count: requests.ours,
    });
    const peer = new Map<number, number[]>();
    // One after the other: together they would only wait for each other.
    for (const stage of this.stages) {
      quiet = (await untilQuiet()) && quiet;
      const times = await openLoop(
        { peer: this.#peer(stage) },
        { rate: RATE, count: requests.peer },
      );
      peer.set(stage.size, times.peer);
    }
    quiet = (await untilQuiet()) && quiet;
    const { trimmed } = await openLoop(
      { trimmed: this.#peer(this.#trimmed) },
      { rate: RATE, count: requests.peer },
    );
    return {
      quiet,
      ours: new Map(
        Object.entries(ours).map(([size, times]) => [Number(size), times]),
      ),
      peer,
      trimmed,
      alone: await this.#alone(),
    };
  }

  async #alone(): Promise<PageRound['alone']> {
    const main = this.#main;
    const { size, ours } = main;
    const at = (index: number) => pick(this.plan, size, index);
    return {
      peer: await oneByOne(this.#peer(main)),
      ours: await oneByOne(this.#ours(main)),
      oursWhole: await oneByOne(async index => {
        const begin = performance.now();
        await ours.ask(ourPage(at(index)));
        const rest = [...ourPageParts(at(index)), ...ourDetails(at(index))];
        await Promise.all(rest.map(question => ours.ask(question)));
        return { ms: performance.now() - begin };
      }),
    };
  }

  #ours({ size, ours }: Stage): Send {
    return index => ours.ask(ourPage(pick(this.plan, size, index)));
  }

  #sizes(): Record<string, Send> {
    return Object.fromEntries(
      this.stages.map(stage => [String(stage.size), this.#ours(stage)]),
    );
  }

  get #main(): Stage {
    return this.stages.find(({ size }) => size === this.plan.mainSize)!;
  }

  get #trimmed() {
    return { size: this.plan.mainSize, peer: this.trimmed };
  }

  #peer({ size, peer }: Pick<Stage, 'size' | 'peer'>): Send {
    return index => peer.ask(peerPage(pick(this.plan, size, index)));
  }
}

async function oneByOne(
  send: (index: number) => Promise<{ ms: number }>,
): Promise<number[]> {
  const times = [];
  for (let index = 0; index < ALONE; index += 1) {
    times.push((await send(index)).ms);
  }
  return times;
}
