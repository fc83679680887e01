import type { HttpTarget } from '../load/HttpTarget';
import { openLoop, type Send } from '../load/openLoop';
import { type Plan, RATE } from '../plan';
import { ourPage, peerPage } from '../questions';

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
  bare: number[];
  /** Of the peer that is cut down, at the main size. */
  trimmed: number[];
  /** Of the peer at the main size, when one person looks at a time. */
  peerAlone: number[];
}

/** So many requests before anything counts, so that code is compiled and connections are open. */
const WARM_UP = { ours: 100, peer: 10, rate: 20 };
const ALONE = 10;

/** As many databases are looked at whatever the size, so that only the size differs. */
function pick(plan: Plan, size: number, index: number): number {
  const looked = plan.sizes[0];
  return (index % looked) * Math.floor(size / looked);
}

/** Measures page data, in rounds in which every target has its turn. */
export class PageMeasure {
  constructor(
    private readonly plan: Plan,
    private readonly stages: Stage[],
    private readonly others: { bare: HttpTarget; trimmed: HttpTarget },
  ) {}

  async warmUp(): Promise<void> {
    const { rate, ours, peer } = WARM_UP;
    await openLoop(this.#quickTargets(), { rate, count: ours });
    for (const stage of [...this.stages, this.#trimmed]) {
      await openLoop({ peer: this.#peer(stage) }, { rate, count: peer });
    }
  }

  async round(): Promise<PageRound> {
    const { requests, mainSize } = this.plan;
    const { bare, ...ours } = await openLoop(this.#quickTargets(), {
      rate: RATE,
      count: requests.ours,
    });
    const peer = new Map<number, number[]>();
    let peerAlone: number[] = [];
    // One after the other: together they would only wait for each other.
    for (const stage of this.stages) {
      const send = this.#peer(stage);
      const times = await openLoop(
        { peer: send },
        { rate: RATE, count: requests.peer },
      );
      peer.set(stage.size, times.peer);
      if (stage.size === mainSize) peerAlone = await oneByOne(send);
    }
    const { trimmed } = await openLoop(
      { trimmed: this.#peer(this.#trimmed) },
      { rate: RATE, count: requests.peer },
    );
    return {
      ours: new Map(
        Object.entries(ours).map(([size, times]) => [Number(size), times]),
      ),
      peer,
      bare,
      trimmed,
      peerAlone,
    };
  }

  #quickTargets(): Record<string, Send> {
    const ours = this.stages.map(({ size, ours: target }): [string, Send] => [
      String(size),
      index => target.ask(ourPage(pick(this.plan, size, index))),
    ]);
    return {
      bare: () => this.others.bare.ask({ path: '/' }),
      ...Object.fromEntries(ours),
    };
  }

  get #trimmed() {
    return { size: this.plan.mainSize, peer: this.others.trimmed };
  }

  #peer({ size, peer }: Pick<Stage, 'size' | 'peer'>): Send {
    return index => peer.ask(peerPage(pick(this.plan, size, index)));
  }
}

async function oneByOne(send: Send): Promise<number[]> {
  const times = [];
  for (let index = 0; index < ALONE; index += 1) {
    times.push((await send(index)).ms);
  }
  return times;
}
