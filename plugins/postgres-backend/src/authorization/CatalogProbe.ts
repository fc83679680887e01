import type { AuthService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import { callPlugin } from './callPlugin';
import { limitCall } from './limitCalls';

const EVERY_MS = 1_000;
/** With the pause before: an open page is told within two seconds, whatever requests may wait for. */
const LIMIT_MS = 1_000;

/** Since when the catalog does not answer, and what is wrong. */
export interface CatalogOutage {
  since: string;
  message: string;
}

/**
 * Asks the catalog one small thing each second while somebody waits: an open
 * page was allowed by the catalog, and must not look current while nobody can
 * say whether it still is. Costs the same for one page and for a thousand.
 */
export class CatalogProbe {
  readonly #services: { catalog: CatalogService; auth: AuthService };
  #silence?: CatalogOutage;
  #asked?: { at: number; done: Promise<void> };

  constructor(services: { catalog: CatalogService; auth: AuthService }) {
    this.#services = services;
  }

  /** As the last probe found. */
  get silence(): CatalogOutage | undefined {
    return this.#silence;
  }

  /** Resolves once the catalog does not answer, or when the signal ends. */
  async untilSilent(signal: AbortSignal): Promise<CatalogOutage | undefined> {
    while (!signal.aborted) {
      await pause(EVERY_MS, signal);
      if (!signal.aborted) await this.#askOnce();
      if (this.#silence) return this.#silence;
    }
    return undefined;
  }

  /** Together with everyone who asked within the same second. */
  #askOnce(): Promise<void> {
    const now = Date.now();
    if (!this.#asked || this.#asked.at <= now - EVERY_MS)
      this.#asked = { at: now, done: this.#ask() };
    return this.#asked.done;
  }

  async #ask(): Promise<void> {
    const { auth, catalog } = this.#services;
    const credentials = await auth.getOwnServiceCredentials();
    try {
      await callPlugin('catalog', () =>
        limitCall('catalog', LIMIT_MS, () =>
          // One row by its key: an empty list would not reach the catalog's database.
          catalog.getEntitiesByRefs(
            { entityRefs: ['user:default/guest'], fields: ['kind'] },
            { credentials },
          ),
        ),
      );
      this.#silence = undefined;
    } catch (error) {
      const since = this.#silence?.since ?? new Date().toISOString();
      this.#silence = { since, message: toError(error).message };
    }
  }
}
