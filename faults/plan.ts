/** Links of the backend that can break. */
export const links = ['postgres', 'kubernetes', 'catalog', 'aws'] as const;
export type LinkId = (typeof links)[number];

/** What happens to a link. */
export const faults = [
  'latency',
  'timeout',
  'reset',
  'slicer',
  'bandwidth',
  'slow close',
  'cut',
] as const;
export type FaultId = (typeof faults)[number];

/** What users request while a link is broken. */
export const operations = [
  'create',
  'bind',
  'change',
  'rotate',
  'backup',
  'remove',
] as const;
export type OperationId = (typeof operations)[number];

/**
 * One fault on one link, during which all operations are requested at the same
 * time: a row of six cells.
 */
export interface Round {
  link: LinkId;
  fault: FaultId;
}

/** Numbers from 0 to 1 that depend only on the seed. */
export type Random = () => number;

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = Math.trunc(seed);
  return () => {
    state = Math.trunc(state + 0x6d2b79f5);
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = Math.imul(mixed ^ (mixed >>> 7), mixed | 61) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The whole matrix. */
export const allRounds: Round[] = links.flatMap(link =>
  faults.map(fault => ({ link, fault })),
);

/** Returns the numbers of one round, the same in a sample and in the whole matrix. */
export function randomFor(seed: number, { link, fault }: Round): Random {
  const index = links.indexOf(link) * faults.length + faults.indexOf(fault);
  return randomOf(seed + index);
}

/** Rounds that last a minute or two: each operation makes many calls, and each waits. */
const isLong = ({ link, fault }: Round) =>
  (fault === 'latency' && (link === 'kubernetes' || link === 'aws')) ||
  (fault === 'timeout' && link === 'aws');

/** Returns rounds of the matrix in a random order, of each link in turn; none that lasts long. */
export function sampleOf(random: Random, count: number): Round[] {
  const shuffled = allRounds
    .filter(round => !isLong(round))
    .map(round => ({ round, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ round }) => round);
  const turns = links.map(link => shuffled.filter(one => one.link === link));
  return faults
    .flatMap((_, turn) => turns.flatMap(rounds => rounds[turn] ?? []))
    .slice(0, count);
}
