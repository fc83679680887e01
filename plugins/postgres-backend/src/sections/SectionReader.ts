import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  printableLine,
  UpstreamTimeoutError,
  type Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { withTimeout } from '@pgstage/backstage-plugin-postgres-node/provider';
import { toPublicError } from '../providers/providerErrors';
import { failureStatus } from './failureStatus';

interface SectionState {
  last?: Section<unknown>;
  freshUntil: number;
  running?: Promise<Section<unknown>>;
}

/** How to read one section of one database. */
export interface SectionSource<T> {
  provider: string;
  /** For messages, for example `health of server:main/orders`. */
  what: string;
  load: (signal: AbortSignal) => Promise<T>;
}

/**
 * Reads sections. All viewers share one call to the provider, a failure
 * keeps the last good data, and every call has a timeout. A reader who
 * disconnects does not end the call: others may wait for it, and the next
 * reader uses its result.
 */
export class SectionReader {
  readonly #states = new Map<string, Map<string, SectionState>>();
  readonly #options: {
    cacheMs: number;
    timeoutMs: number;
    logger: LoggerService;
  };

  constructor(options: {
    cacheMs: number;
    timeoutMs: number;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /** @param owner - the database of the section, for {@link SectionReader.forget}. */
  read<T>(
    owner: string,
    section: string,
    source: SectionSource<T>,
  ): Promise<Section<T>> {
    // There is one source for each key, so the cached data has the type of the source.
    const state = this.#state(owner, section) as SectionState & {
      last?: Section<T>;
      running?: Promise<Section<T>>;
    };
    if (state.running) return state.running;
    if (state.last && Date.now() < state.freshUntil)
      return Promise.resolve(state.last);
    const running = this.#attempt(source, state.last).then(result => {
      if (state.running === running) {
        state.last = result;
        state.freshUntil = Date.now() + this.#options.cacheMs;
        state.running = undefined;
      }
      return result;
    });
    state.running = running;
    return running;
  }

  /** Returns the last result, however old. */
  peek<T>(owner: string, section: string): Section<T> | undefined {
    return this.#states.get(owner)?.get(section)?.last as
      | Section<T>
      | undefined;
  }

  /** Makes the next read call the provider again; the last data stays until it returns. */
  expire(owner: string): void {
    for (const state of this.#states.get(owner)?.values() ?? []) {
      state.freshUntil = 0;
      // A running call may have read before the change.
      state.running = undefined;
    }
  }

  /** Removes all data of a removed database. */
  forget(owner: string): void {
    this.#states.delete(owner);
  }

  async #attempt<T>(
    source: SectionSource<T>,
    last: Section<T> | undefined,
  ): Promise<Section<T>> {
    try {
      const data = await withTimeout(
        this.#options.timeoutMs,
        seconds =>
          new UpstreamTimeoutError(
            `Provider '${source.provider}'`,
            `no response for ${source.what} within ${seconds} s`,
            'Try again in a moment.',
          ),
        source.load,
      );
      const now = new Date().toISOString();
      return { status: 'ok', checkedAt: now, observedAt: now, data };
    } catch (error) {
      const shown = toPublicError(source.provider, error);
      if (shown !== error)
        this.#options.logger.error(`Could not read ${source.what}`, shown);
      return {
        status: failureStatus(error),
        message: printableLine(shown.message),
        checkedAt: new Date().toISOString(),
        ...(last?.observedAt && {
          observedAt: last.observedAt,
          data: last.data,
        }),
      };
    }
  }

  #state(owner: string, section: string): SectionState {
    const sections = this.#states.get(owner) ?? new Map<string, SectionState>();
    this.#states.set(owner, sections);
    const state = sections.get(section) ?? { freshUntil: 0 };
    sections.set(section, state);
    return state;
  }
}
