import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { LRUCache } from 'lru-cache';
import { normalizeRef } from '../directory/DatabaseIndex';
import { callPlugin } from './callPlugin';
import type { Caller } from './Caller';
import type { CatalogEntity } from './bindingRights';

const TTL_MS = 10_000;
/** Short, because an entity is often registered just before its database is requested. */
const HIDDEN_TTL_MS = 2_000;
const CHUNK = 500;

/** `fresh` bypasses the cache, for decisions about writes. */
export interface ReadOptions {
  fresh?: boolean;
}

/**
 * Reads entities from the catalog, with a cache of some seconds, so that page
 * views cause no load.
 */
export class CatalogReader {
  readonly #services: { catalog: CatalogService; auth: AuthService };
  readonly #visible = new LRUCache<string, boolean>({
    max: 50_000,
    ttl: TTL_MS,
  });
  readonly #entities = new LRUCache<string, { entity?: CatalogEntity }>({
    max: 20_000,
    ttl: TTL_MS,
  });

  constructor(services: { catalog: CatalogService; auth: AuthService }) {
    this.#services = services;
  }

  /**
   * Returns the entities that the caller can read in the catalog. For a
   * backend, these are the entities that this plugin can read, because a token
   * that is restricted to some plugins cannot be passed on to the catalog.
   */
  async visibleTo(
    viewer: Caller,
    entityRefs: string[],
    options: ReadOptions = {},
  ): Promise<Set<string>> {
    if (viewer.isService)
      return new Set((await this.entities(entityRefs, options)).keys());
    const refs = [...new Set(entityRefs.map(normalizeRef))];
    const keyOf = (ref: string) => `${viewer.actor}|${ref}`;
    const visible = new Set<string>();
    const uncached = refs.filter(ref => {
      const cached = options.fresh ? undefined : this.#visible.get(keyOf(ref));
      if (cached) visible.add(ref);
      return cached === undefined;
    });
    const entities = await this.#fetch(uncached, viewer.credentials);
    uncached.forEach((ref, index) => {
      const shown = entities[index] !== undefined;
      if (shown) visible.add(ref);
      this.#visible.set(
        keyOf(ref),
        shown,
        shown ? undefined : { ttl: HIDDEN_TTL_MS },
      );
    });
    return visible;
  }

  /**
   * Returns each entity, or nothing for an entity that does not exist. Read
   * with the plugin's own credentials, because ownership does not depend on the
   * caller.
   */
  async entities(
    entityRefs: string[],
    options: ReadOptions = {},
  ): Promise<Map<string, CatalogEntity>> {
    const refs = [...new Set(entityRefs.map(normalizeRef))];
    const known = new Map<string, CatalogEntity>();
    const uncached = refs.filter(ref => {
      const cached = options.fresh ? undefined : this.#entities.get(ref);
      if (cached?.entity) known.set(ref, cached.entity);
      return !cached;
    });
    if (!uncached.length) return known;
    const own = await this.#services.auth.getOwnServiceCredentials();
    const entities = await this.#fetch(uncached, own);
    uncached.forEach((ref, index) => {
      const entity = toCatalogEntity(entities[index]);
      if (entity) known.set(ref, entity);
      this.#entities.set(
        ref,
        { entity },
        entity ? undefined : { ttl: HIDDEN_TTL_MS },
      );
    });
    return known;
  }

  async #fetch(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Array<Entity | undefined>> {
    const entities: Array<Entity | undefined> = [];
    for (let start = 0; start < entityRefs.length; start += CHUNK) {
      const chunk = entityRefs.slice(start, start + CHUNK);
      const { items } = await callPlugin(
        'catalog',
        () =>
          this.#services.catalog.getEntitiesByRefs(
            {
              entityRefs: chunk,
              fields: [
                'kind',
                'metadata.name',
                'metadata.namespace',
                'metadata.uid',
                'relations',
              ],
            },
            { credentials },
          ),
        credentials,
      );
      entities.push(...items);
    }
    return entities;
  }
}

function toCatalogEntity(
  entity: Entity | undefined,
): CatalogEntity | undefined {
  return (
    entity && {
      uid: entity.metadata.uid,
      owners: (entity.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => normalizeRef(targetRef)),
    }
  );
}

/** Checks whether an untrusted text is a full entity ref. */
export function isEntityRef(text: string): boolean {
  return /^[\w.-]+:[\w.-]+\/[\w.-]+$/.test(text);
}

/** Returns a ref in the form that the catalog uses. */
export function canonicalEntityRef(entityRef: string): string {
  const [kind, rest] = entityRef.split(':');
  const [namespace, name] = rest.split('/');
  return stringifyEntityRef({ kind, namespace, name });
}
