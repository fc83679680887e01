import type { UserInfoService } from '@backstage/backend-plugin-api';
import { LRUCache } from 'lru-cache';
import { normalizeRef } from '../directory/DatabaseIndex';
import { callPlugin } from './callPlugin';
import type { Caller } from './Caller';
import type { CatalogReader, ReadOptions } from './CatalogReader';
import type { AuthorizedResource } from './Rights';
import {
  claimedBy,
  bindingRightsOf,
  unconfirmedBindingRights,
  type BindingRights,
} from './bindingRights';

/** Determines the owners of databases, and what a caller owns. */
export class Ownership {
  readonly #services: { catalog: CatalogReader; userInfo: UserInfoService };
  readonly #claims = new LRUCache<string, Set<string>>({
    max: 5_000,
    ttl: 10_000,
  });

  constructor(services: { catalog: CatalogReader; userInfo: UserInfoService }) {
    this.#services = services;
  }

  /** Returns the ownership entity refs of a user. */
  async claimsOf(
    caller: Caller,
    options: ReadOptions = {},
  ): Promise<Set<string>> {
    if (caller.isService) return new Set();
    const cached = options.fresh ? undefined : this.#claims.get(caller.actor);
    if (cached) return cached;
    const { credentials } = caller;
    const info = await callPlugin(
      'auth',
      () => this.#services.userInfo.getUserInfo(credentials),
      credentials,
    );
    const claims = new Set(info.ownershipEntityRefs.map(normalizeRef));
    this.#claims.set(caller.actor, claims);
    return claims;
  }

  /**
   * Returns the rights that the binding of each database grants; none for a
   * database without a binding.
   */
  async bindingRightsOf(
    databases: AuthorizedResource[],
    options: ReadOptions = {},
  ): Promise<(database: AuthorizedResource) => BindingRights> {
    const catalog = await this.#services.catalog.entities(
      databases.flatMap(({ binding, unconfirmedBinding }) =>
        binding
          ? [...binding.entityRefs, binding.owner]
          : claimedBy(unconfirmedBinding),
      ),
      options,
    );
    // Evaluated once for each database instead of once for each permission.
    const known = new Map<AuthorizedResource, BindingRights>();
    return database => {
      const before = known.get(database);
      if (before) return before;
      const { binding, unconfirmedBinding } = database;
      const bindingRights = binding
        ? bindingRightsOf(binding, catalog)
        : unconfirmedBindingRights(unconfirmedBinding, catalog);
      known.set(database, bindingRights);
      return bindingRights;
    };
  }
}
