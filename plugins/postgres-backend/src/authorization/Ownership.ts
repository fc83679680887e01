import type { UserInfoService } from '@backstage/backend-plugin-api';
import { LRUCache } from 'lru-cache';
import { normalizeRef } from '../directory/DatabaseIndex';
import { askBackstage } from './askBackstage';
import type { Caller } from './Caller';
import type { CatalogReader, ReadOptions } from './CatalogReader';
import type { JudgedDatabase } from './Rights';
import {
  claimedBy,
  standingOf,
  standingOfClaim,
  type Standing,
} from './standing';

/** Who owns databases, and what a caller owns. */
export class Ownership {
  readonly #services: { catalog: CatalogReader; userInfo: UserInfoService };
  readonly #claims = new LRUCache<string, Set<string>>({
    max: 5_000,
    ttl: 10_000,
  });

  constructor(services: { catalog: CatalogReader; userInfo: UserInfoService }) {
    this.#services = services;
  }

  /** The entity refs through which a person owns things. */
  async claimsOf(
    caller: Caller,
    options: ReadOptions = {},
  ): Promise<Set<string>> {
    if (caller.isService) return new Set();
    const cached = options.fresh ? undefined : this.#claims.get(caller.actor);
    if (cached) return cached;
    const { credentials } = caller;
    const info = await askBackstage(
      'auth',
      () => this.#services.userInfo.getUserInfo(credentials),
      credentials,
    );
    const claims = new Set(info.ownershipEntityRefs.map(normalizeRef));
    this.#claims.set(caller.actor, claims);
    return claims;
  }

  /** Whom the binding of each database gives rights; nobody where it has none. */
  async standingOf(
    databases: JudgedDatabase[],
    options: ReadOptions = {},
  ): Promise<(database: JudgedDatabase) => Standing> {
    const catalog = await this.#services.catalog.entities(
      databases.flatMap(({ binding, unconfirmedBinding }) =>
        binding
          ? [...binding.entityRefs, binding.owner]
          : claimedBy(unconfirmedBinding),
      ),
      options,
    );
    // Once for each database, not for each permission.
    const known = new Map<JudgedDatabase, Standing>();
    return database => {
      const before = known.get(database);
      if (before) return before;
      const { binding, unconfirmedBinding } = database;
      const standing = binding
        ? standingOf(binding, catalog)
        : standingOfClaim(unconfirmedBinding, catalog);
      known.set(database, standing);
      return standing;
    };
  }
}
