import type { InstanceFacts } from '../instance';

/** Time in which AWS begins with a change that is applied immediately. */
const BEGINS_MS = 10 * 60_000;

/**
 * Remembers since when changes are pending. One that AWS does not begin soon waits
 * for the maintenance window, which can be a week away.
 */
export class PendingChanges {
  readonly #since = new Map<string, { fields: string; at: number }>();

  /** Whether AWS can begin with a pending change at any moment. */
  areRecent(
    { arn, pending }: Pick<InstanceFacts, 'arn' | 'pending'>,
    now = Date.now(),
  ): boolean {
    const fields = pending.join();
    if (!fields) {
      this.#since.delete(arn);
      return false;
    }
    const known = this.#since.get(arn);
    if (known?.fields !== fields) this.#since.set(arn, { fields, at: now });
    return now - this.#since.get(arn)!.at < BEGINS_MS;
  }
}
