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
import { askBackstage } from './askBackstage';

const TTL_MS = 10_000;
/** Short, because an entity is often registered moments before its database is asked for. */
const HIDDEN_TTL_MS = 2_000;
const CHUNK = 500;

/** `fresh` skips what is cached, for decisions about writes. */
export interface ReadOptions {
  fresh?: boolean;
}

/** What the catalog says about entities, kept for some seconds so that page views cost nothing. */
export class CatalogReader {
  readonly #services: { catalog: CatalogService; auth: AuthService };
  readonly #visible = new LRUCache<string, boolean>({
    max: 50_000,
    ttl: TTL_MS,
  });
  readonly #owners = new LRUCache<string, string[]>({
    max: 20_000,
    ttl: TTL_MS,
  });

  constructor(services: { catalog: CatalogService; auth: AuthService }) {
    this.#services = services;
  }

  /** Which of these entities the catalog shows to the holder of the credentials. */
  async visibleTo(
    viewer: { actor: string; credentials: BackstageCredentials },
    entityRefs: string[],
    options: ReadOptions = {},
  ): Promise<Set<string>> {
    const refs = [...new Set(entityRefs.map(normalizeRef))];
    const keyOf = (ref: string) => `${viewer.actor}|${ref}`;
    const visible = new Set<string>();
    const asked = refs.filter(ref => {
      const cached = options.fresh ? undefined : this.#visible.get(keyOf(ref));
      if (cached) visible.add(ref);
      return cached === undefined;
    });
    const entities = await this.#fetch(asked, viewer.credentials);
    asked.forEach((ref, index) => {
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
   * The owners of each entity; absent where there is no such entity. Read with
   * the plugin's own rights: who owns something does not depend on who asks.
   */
  async ownersOf(
    entityRefs: string[],
    options: ReadOptions = {},
  ): Promise<Map<string, string[]>> {
    const refs = [...new Set(entityRefs.map(normalizeRef))];
    const found = new Map<string, string[]>();
    const asked = refs.filter(ref => {
      const cached = options.fresh ? undefined : this.#owners.get(ref);
      if (cached) found.set(ref, cached);
      return !cached;
    });
    if (!asked.length) return found;
    const own = await this.#services.auth.getOwnServiceCredentials();
    const entities = await this.#fetch(asked, own);
    asked.forEach((ref, index) => {
      const owners = ownersIn(entities[index]);
      if (!owners) return;
      found.set(ref, owners);
      this.#owners.set(ref, owners);
    });
    return found;
  }

  async #fetch(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Array<Entity | undefined>> {
    const entities: Array<Entity | undefined> = [];
    for (let start = 0; start < entityRefs.length; start += CHUNK) {
      const chunk = entityRefs.slice(start, start + CHUNK);
      const { items } = await askBackstage('catalog', () =>
        this.#services.catalog.getEntitiesByRefs(
          {
            entityRefs: chunk,
            fields: [
              'kind',
              'metadata.name',
              'metadata.namespace',
              'relations',
            ],
          },
          { credentials },
        ),
      );
      entities.push(...items);
    }
    return entities;
  }
}

function ownersIn(entity: Entity | undefined): string[] | undefined {
  return (
    entity &&
    (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_OWNED_BY)
      .map(({ targetRef }) => normalizeRef(targetRef))
  );
}

/** A ref as the catalog writes it. */
export function canonicalEntityRef(entityRef: string): string {
  const [kind, rest] = entityRef.split(':');
  const [namespace, name] = rest.split('/');
  return stringifyEntityRef({ kind, namespace, name });
}
