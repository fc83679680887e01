/** Time for which AWS can still return tags from before a write. */
const DELAY_MS = 2 * 60_000;

/**
 * Remembers the newest time of each instance's record. Tags can be restored by anyone
 * who can write them, also signed ones, so an older record is not believed. A process
 * that has just started knows no newer one.
 */
export class NewestTimes {
  readonly #times = new Map<string, string>();

  /** Remembers a time; returns whether a newer one was seen, other than just now. */
  isOutdated(id: string, time: string, now = Date.now()): boolean {
    const newest = this.#times.get(id);
    if (newest === undefined || time >= newest) {
      this.#times.set(id, time);
      return false;
    }
    return now - Date.parse(newest) > DELAY_MS;
  }
}
