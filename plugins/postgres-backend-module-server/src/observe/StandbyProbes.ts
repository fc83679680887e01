import {
  type UpstreamError,
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
import type { WatchServices } from './ServerWatch';

/** Queries the configured standbys of a server. */
export class StandbyProbes {
  /** By name of the standby. */
  readonly last = new Map<string, StandbyProbe>();

  constructor(
    private readonly connections: ServerConnections,
    private readonly services: Pick<WatchServices, 'now'>,
  ) {}

  /** Returns a poll for each standby, so that one without a response does not delay others. */
  polls(timing: Pick<PollOptions, 'everyMs' | 'timeoutMs'>): Poll[] {
    return this.connections.server.standbys.map(
      ({ name }) =>
        new Poll({
          ...timing,
          late: () => timeoutError(this.#system(name)),
          work: signal => this.probe(name, signal),
          failed: error => this.#failed(name, error),
        }),
    );
  }

  async probe(name: string, signal?: AbortSignal): Promise<void> {
    const facts = await readStandby((text, values) =>
      this.connections.query(text, values, { signal, standby: name }),
    );
    this.last.set(name, { facts });
  }

  #failed(name: string, error: Error): void {
    const before = this.last.get(name);
    const { reported = error.message } = error as Partial<UpstreamError>;
    this.last.set(name, {
      error: reported,
      forbidden: error instanceof UpstreamForbiddenError,
      failingSince: before?.failingSince ?? this.services.now(),
      lastFacts: before?.facts ?? before?.lastFacts,
    });
  }

  #system(name: string): string {
    return `PostgreSQL server ${this.connections.server.id}, standby ${name}`;
  }
}

/** The error of a poll that exceeds its timeout. */
export function timeoutError(system: string): Error {
  return new UpstreamTimeoutError(
    system,
    'it did not respond in time',
    'Check that it runs and that Backstage can reach it over the network',
  );
}
