import type { UserInfoService } from '@backstage/backend-plugin-api';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { LRUCache } from 'lru-cache';
import { normalizeRef } from '../directory/DatabaseIndex';
import { askBackstage } from './askBackstage';
import type { Caller } from './Caller';
import type { CatalogReader, ReadOptions } from './CatalogReader';

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
    const info = await askBackstage('auth', () =>
      this.#services.userInfo.getUserInfo(caller.credentials),
    );
    const claims = new Set(info.ownershipEntityRefs.map(normalizeRef));
    this.#claims.set(caller.actor, claims);
    return claims;
  }

  /** Owners of each database by its ref: those of its entities, and the owner in its binding. */
  async ownersOf(
    databases: Database[],
    options: ReadOptions = {},
  ): Promise<(database: Database) => string[]> {
    const owners = await this.#services.catalog.ownersOf(
      databases.flatMap(({ binding }) => binding?.entityRefs ?? []),
      options,
    );
    // Once for each database, not for each permission.
    const known = new Map<Database, string[]>();
    return database => {
      const before = known.get(database);
      if (before) return before;
      const { owner, entityRefs = [] } = database.binding ?? {};
      const found = [
        ...(owner ? [normalizeRef(owner)] : []),
        ...entityRefs.flatMap(ref => owners.get(normalizeRef(ref)) ?? []),
      ];
      const distinct = [...new Set(found)];
      known.set(database, distinct);
      return distinct;
    };
  }

  async ownersOfEntity(entityRef: string): Promise<string[]> {
    const owners = await this.#services.catalog.ownersOf([entityRef], {
      fresh: true,
    });
    return owners.get(normalizeRef(entityRef)) ?? [];
  }
}
