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
  readonly #entities = new LRUCache<string, { entity?: CatalogEntity }>({
    max: 20_000,
    ttl: TTL_MS,
  });

  constructor(services: { catalog: CatalogService; auth: AuthService }) {
    this.#services = services;
  }

  /**
   * Which of these entities the catalog shows to the caller. A backend is shown
   * what this plugin is: a token that is restricted to some plugins cannot be
   * handed on to the catalog.
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
   * What each entity is; absent where there is no such entity. Read with the
   * plugin's own rights: who owns something does not depend on who asks.
   */
  async entities(
    entityRefs: string[],
    options: ReadOptions = {},
  ): Promise<Map<string, CatalogEntity>> {
    const refs = [...new Set(entityRefs.map(normalizeRef))];
    const found = new Map<string, CatalogEntity>();
    const asked = refs.filter(ref => {
      const cached = options.fresh ? undefined : this.#entities.get(ref);
      if (cached?.entity) found.set(ref, cached.entity);
      return !cached;
    });
    if (!asked.length) return found;
    const own = await this.#services.auth.getOwnServiceCredentials();
    const entities = await this.#fetch(asked, own);
    asked.forEach((ref, index) => {
      const entity = toCatalogEntity(entities[index]);
      if (entity) found.set(ref, entity);
      this.#entities.set(
        ref,
        { entity },
        entity ? undefined : { ttl: HIDDEN_TTL_MS },
      );
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

/** Whether a text that others wrote is a full entity ref. */
export function isEntityRef(text: string): boolean {
  return /^[\w.-]+:[\w.-]+\/[\w.-]+$/.test(text);
}

/** A ref as the catalog writes it. */
export function canonicalEntityRef(entityRef: string): string {
  const [kind, rest] = entityRef.split(':');
  const [namespace, name] = rest.split('/');
  return stringifyEntityRef({ kind, namespace, name });
}
