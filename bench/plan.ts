/** What is measured, and how often. */
export interface Plan {
  /** Databases in each cluster, ascending. */
  sizes: number[];
  /** The size for everything except for growth; one of `sizes`. */
  mainSize: number;
  /** Number of databases for the memory measurement. */
  memorySize: number;
  rounds: number;
  /** Requests per round and target. */
  requests: { pgstage: number; peer: number };
  /** Page views of one database, whose requests to the API server are counted. */
  pageViews: number;
  /** Changes per round. */
  changes: number;
}

/** Page views per second. */
export const RATE = 50;

/** Requests of a single user, who waits for each response. */
export const SINGLE_USER_REQUESTS = 10;

export const full: Plan = {
  sizes: [100, 1_000, 5_000],
  mainSize: 1_000,
  memorySize: 10_000,
  rounds: 7,
  requests: { pgstage: 1_000, peer: 150 },
  pageViews: 1_000,
  changes: 40,
};

/** Checks that the benchmark works; its numbers are not meaningful. */
export const quick: Plan = {
  sizes: [20, 100],
  mainSize: 100,
  memorySize: 200,
  rounds: 2,
  requests: { pgstage: 50, peer: 25 },
  pageViews: 50,
  changes: 5,
};
