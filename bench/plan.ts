/** How much is measured. */
export interface Plan {
  /** Databases in each cluster, ascending. */
  sizes: number[];
  /** The size at which everything but growth is measured; one of `sizes`. */
  mainSize: number;
  /** For the memory that databases cost. */
  memorySize: number;
  rounds: number;
  /** Requests a round and target. */
  requests: { ours: number; peer: number };
  /** Page views of one database, whose requests to the API server are counted. */
  pageViews: number;
  /** Changes a round. */
  changes: number;
}

/** Page views a second. */
export const RATE = 50;

export const full: Plan = {
  sizes: [100, 1_000, 5_000],
  mainSize: 1_000,
  memorySize: 10_000,
  rounds: 7,
  requests: { ours: 1_000, peer: 150 },
  pageViews: 1_000,
  changes: 40,
};

/** Shows that the benchmark works; its numbers say little. */
export const quick: Plan = {
  sizes: [20, 100],
  mainSize: 100,
  memorySize: 200,
  rounds: 2,
  requests: { ours: 50, peer: 25 },
  pageViews: 50,
  changes: 5,
};
