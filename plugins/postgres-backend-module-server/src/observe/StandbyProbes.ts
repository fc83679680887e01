import {
  UpstreamForbiddenError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  Poll,
  type PollOptions,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  readStandby,
  type StandbyProbe,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConnections } from '../sql';

/** Asks every configured standby of a server about itself. */
export class StandbyProbes {
  /** By name of the standby. */
  readonly last = new Map<string, StandbyProbe>();

  constructor(private readonly connections: ServerConnections) {}

  /** Each standby on its own: one that hangs holds up nothing else. */
  polls(pace: Pick<PollOptions, 'everyMs' | 'timeoutMs'>): Poll[] {
    return this.connections.server.standbys.map(
      ({ name }) =>
        new Poll({
          ...pace,
          late: () => noAnswer(this.#system(name)),
          work: signal => this.ask(name, signal),
          failed: error => this.#silent(name, error),
        }),
    );
  }

  async ask(name: string, signal?: AbortSignal): Promise<void> {
    const facts = await readStandby((text, values) =>
      this.connections.query(text, values, { signal, standby: name }),
    );
    this.last.set(name, { facts });
  }

  #silent(name: string, error: Error): void {
    const before = this.last.get(name);
    const prefix = `${this.#system(name)} failed: `;
    this.last.set(name, {
      error: error.message.replace(prefix, '').replace(/\. .*$/s, ''),
      forbidden: error instanceof UpstreamForbiddenError,
      silentSince: before?.silentSince ?? new Date(),
      lastFacts: before?.facts ?? before?.lastFacts,
    });
  }

  #system(name: string): string {
    return `PostgreSQL server ${this.connections.server.id}, standby ${name}`;
  }
}

/** What a poll that takes too long fails with. */
export function noAnswer(system: string): Error {
  return new UpstreamTimeoutError(
    system,
    'it gave no answer in time',
    'Check that it runs and that the network lets Backstage reach it',
  );
}
