const SHORTEST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * How long to wait before a call that was in vain since then is repeated: it
 * may be a write, of which a person may send only so many a minute.
 */
export function pauseSince(begun: number): number {
  const waitedMs = Date.now() - begun;
  return Math.min(Math.max(waitedMs / 10, SHORTEST_MS), LONGEST_MS);
}
