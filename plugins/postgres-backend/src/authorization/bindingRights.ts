import type {
  Binding,
  DanglingEntity,
} from '@pgstage/backstage-plugin-postgres-common';
import { normalizeRef } from '../directory/DatabaseIndex';
import { isEntityRef } from './CatalogReader';

/** What the catalog tells of an entity. */
export interface CatalogEntity {
  /** `metadata.uid`: another one is another entity, whatever its name is. */
  uid?: string;
  /** Refs of its owners. */
  owners: string[];
}

/** Whom a binding gives rights, as the catalog is now. All refs are normalized. */
export interface BindingRights {
  /** The owner in the binding, and the owners of the entities. */
  owners: string[];
  /** Entities that are the ones which were bound. */
  entities: string[];
  /** The others that it names, with the owners that the catalog tells for each. */
  dangling: Array<
    Pick<DanglingEntity, 'entityRef' | 'state' | 'uid'> &
      Pick<CatalogEntity, 'owners'>
  >;
}

export const NO_STANDING: BindingRights = {
  owners: [],
  entities: [],
  dangling: [],
};

/**
 * Compares what was bound with what the catalog has now. An entity without a
 * recorded uid gives no rights. An owner without one does: sign-in vouches for
 * it, and it need not be in the catalog.
 */
export function bindingRightsOf(
  binding: Binding,
  catalog: Map<string, CatalogEntity>,
): BindingRights {
  const { entityUids = {} } = binding;
  const owner = normalizeRef(binding.owner);
  const refs = [...new Set(binding.entityRefs.map(normalizeRef))];
  const look = (entityRef: string) => {
    const found = catalog.get(entityRef);
    return {
      entityRef,
      uid: found?.uid,
      owners: found?.owners ?? [],
      state: stateOf(found, entityUids[entityRef]),
    };
  };
  const entities = refs.map(look);
  const ownerNow =
    entityUids[owner] !== undefined && !refs.includes(owner)
      ? [look(owner)]
      : [];
  const same = entities.filter(({ state }) => !state);
  const ownerCounts = !ownerNow.some(({ state }) => state);
  return {
    owners: [
      ...new Set([
        ...(ownerCounts ? [owner] : []),
        ...same.flatMap(({ owners }) => owners),
      ]),
    ],
    entities: same.map(({ entityRef }) => entityRef),
    dangling: [...entities, ...ownerNow].flatMap(({ state, ...rest }) =>
      state ? { state, ...rest } : [],
    ),
  };
}

/** As many entities of a record that nobody vouches for as are looked at. */
const MAX_CLAIMED = 20;

/** Those that a record names which nobody vouches for, as far as their refs can be any. */
export function claimedBy(binding: Binding | undefined): string[] {
  return (binding?.entityRefs ?? [])
    .filter(isEntityRef)
    .slice(0, MAX_CLAIMED)
    .map(normalizeRef);
}

/** Nobody has rights through such a record, whatever uids it tells. */
export function unconfirmedBindingRights(
  binding: Binding | undefined,
  catalog: Map<string, CatalogEntity>,
): BindingRights {
  if (!binding) return NO_STANDING;
  const entityRefs = claimedBy(binding);
  const { dangling } = bindingRightsOf(
    { ...binding, entityRefs, entityUids: undefined },
    catalog,
  );
  return { ...NO_STANDING, dangling };
}

function stateOf(
  found: CatalogEntity | undefined,
  recorded: string | undefined,
): DanglingEntity['state'] | undefined {
  if (!found) return 'gone';
  if (recorded === undefined) return 'unconfirmed';
  return recorded === found.uid ? undefined : 'replaced';
}
