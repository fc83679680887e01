import type { LoggerService } from '@backstage/backend-plugin-api';
import { UpstreamTimeoutError } from '@pgstage/backstage-plugin-postgres-common';
import { Poll } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RegionApi } from '../aws';
import type { RecordedInstance } from '../record';
import type { CredentialEntries } from './CredentialEntries';
import type { EntryState } from './ensureEntry';

const EVERY_MS = 5 * 60_000;
const ROUND_MS = 120_000;
const RETRY = { firstMs: 10_000, maxMs: EVERY_MS };

/** What a poll of entries is told. */
interface Observed {
  /** Returns all instances of the region, or undefined before they have been read. */
  instances: () => RecordedInstance[] | undefined;
  /** Called after a round. */
  changed: () => void;
}

/** Compares the entries of a region with its databases every few minutes, and as soon as a database has a new password. */
export class CredentialPoll {
  #poll?: Poll;

  constructor(
    private readonly api: RegionApi,
    private readonly entries: CredentialEntries,
    private readonly logger: LoggerService,
  ) {}

  get states(): ReadonlyMap<string, EntryState> {
    return this.entries.states;
  }

  /** Starts the poll, if a store is configured. */
  start({ instances, changed }: Observed): void {
    const { credentialStore: store, id } = this.api.config;
    if (store === undefined || this.#poll) return;
    this.#poll = new Poll({
      everyMs: EVERY_MS,
      timeoutMs: ROUND_MS,
      retry: RETRY,
      late: () =>
        new UpstreamTimeoutError(
          `Credential store '${store}'`,
          `its entries could not be read within ${ROUND_MS / 1000} s`,
          'Backstage tries again',
        ),
      work: async signal => {
        const all = instances();
        if (!all) return;
        await this.entries.sync(all, { signal }, this.api.background);
        if (!signal.aborted) changed();
      },
      failed: ({ message }) =>
        this.logger.warn(`Credentials of databases in ${id}: ${message}`),
    });
    this.#poll.start();
  }

  stop(): void {
    this.#poll?.stop();
    this.#poll = undefined;
  }

  /** Starts a round now if the instances, as they were just read, need one. */
  observed(instances: RecordedInstance[]): void {
    if (this.entries.isDue(instances)) this.#poll?.trigger();
  }
}
