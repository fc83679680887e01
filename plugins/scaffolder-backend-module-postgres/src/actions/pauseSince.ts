const SHORTEST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Returns the delay before a call is retried that has failed since `begun`: it
 * may be a write, and the writes of a user per minute are limited.
 */
export function pauseSince(begun: number): number {
  const waitedMs = Date.now() - begun;
  return Math.min(Math.max(waitedMs / 10, SHORTEST_MS), LONGEST_MS);
}
