import type { AuthService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import { callPlugin } from './callPlugin';
import { limitCall } from './limitCalls';

const INTERVAL_MS = 1_000;
/**
 * Together with the pause before it, an open page is notified within two
 * seconds, independent of `postgres.timeouts.backstage`.
 */
const TIMEOUT_MS = 1_000;

/** Since when the catalog does not respond, and the reason. */
export interface CatalogOutage {
  since: string;
  message: string;
}

/**
 * Sends a small query to the catalog every second while a long poll is open:
 * the catalog allowed the open page, which must not look current while access
 * can no longer be checked. The cost does not depend on the number of open
 * pages.
 */
export class CatalogProbe {
  readonly #services: { catalog: CatalogService; auth: AuthService };
  #outage?: CatalogOutage;
  #lastProbe?: { at: number; done: Promise<void> };

  constructor(services: { catalog: CatalogService; auth: AuthService }) {
    this.#services = services;
  }

  /** Result of the last probe. */
  get outage(): CatalogOutage | undefined {
    return this.#outage;
  }

  /** Resolves when the catalog does not respond, or when the signal is aborted. */
  async untilOutage(signal: AbortSignal): Promise<CatalogOutage | undefined> {
    while (!signal.aborted) {
      await pause(INTERVAL_MS, signal);
      if (!signal.aborted) await this.#probeOnce();
      if (this.#outage) return this.#outage;
    }
    return undefined;
  }

  /** Shares one query between all callers within a second. */
  #probeOnce(): Promise<void> {
    const now = Date.now();
    if (!this.#lastProbe || this.#lastProbe.at <= now - INTERVAL_MS)
      this.#lastProbe = { at: now, done: this.#probe() };
    return this.#lastProbe.done;
  }

  async #probe(): Promise<void> {
    const { auth, catalog } = this.#services;
    const credentials = await auth.getOwnServiceCredentials();
    try {
      await callPlugin('catalog', () =>
        limitCall('catalog', TIMEOUT_MS, () =>
          // A query for one entity, because an empty list would not reach the catalog's database.
          catalog.getEntitiesByRefs(
            { entityRefs: ['user:default/guest'], fields: ['kind'] },
            { credentials },
          ),
        ),
      );
      this.#outage = undefined;
    } catch (error) {
      const since = this.#outage?.since ?? new Date().toISOString();
      this.#outage = { since, message: toError(error).message };
    }
  }
}
