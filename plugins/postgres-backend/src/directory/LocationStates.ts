import type { LocationProblem } from '@pgstage/backstage-plugin-postgres-common';

interface LocationState {
  /** Read completely at least once since the start. */
  read: boolean;
  unreachable?: { since: string; sinceAtLeast?: boolean; message: string };
}

/** The last reported state of each location of each provider. */
export class LocationStates {
  readonly #states = new Map<string, Map<string, LocationState>>();

  get(provider: string, location: string): LocationState | undefined {
    return this.#states.get(provider)?.get(location);
  }

  markRead(provider: string, location: string): void {
    this.#of(provider).set(location, { read: true });
  }

  /**
   * Keeps the `since` of the first report until the location has been read
   * again. For a location that was never read, it is unknown for how long it
   * was unreachable before.
   */
  markUnreachable(provider: string, location: string, message: string): void {
    const { read = false, unreachable } = this.get(provider, location) ?? {};
    this.#of(provider).set(location, {
      read,
      unreachable: {
        since: unreachable?.since ?? new Date().toISOString(),
        ...(!read && { sinceAtLeast: true }),
        message,
      },
    });
  }

  /** Returns whether each of these locations has been read, or has been reported as unreachable. */
  settled(provider: string, locations: string[]): boolean {
    return locations.every(location => this.get(provider, location));
  }

  problems(): LocationProblem[] {
    return [...this.#states].flatMap(([provider, states]) =>
      [...states].flatMap(([location, { unreachable }]) =>
        unreachable ? [{ provider, location, ...unreachable }] : [],
      ),
    );
  }

  #of(provider: string): Map<string, LocationState> {
    const known =
      this.#states.get(provider) ?? new Map<string, LocationState>();
    this.#states.set(provider, known);
    return known;
  }
}
