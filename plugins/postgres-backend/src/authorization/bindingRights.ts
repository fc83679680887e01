import type {
  Binding,
  DanglingEntity,
} from '@pgstage/backstage-plugin-postgres-common';
import { normalizeRef } from '../directory/DatabaseIndex';
import { isEntityRef } from './CatalogReader';

/** Facts about an entity from the catalog. */
export interface CatalogEntity {
  /** `metadata.uid`: an entity with another uid is another entity, even if it has the same name. */
  uid?: string;
  /** Entity refs of its owners. */
  owners: string[];
}

/** The rights that a binding grants, with the current catalog. All refs are normalized. */
export interface BindingRights {
  /** The owner in the binding, and the owners of the entities. */
  owners: string[];
  /** Entities that are still the ones that were bound. */
  entities: string[];
  /** All other entities of the binding, with their owners in the catalog. */
  dangling: Array<
    Pick<DanglingEntity, 'entityRef' | 'state' | 'uid'> &
      Pick<CatalogEntity, 'owners'>
  >;
}

export const NO_BINDING_RIGHTS: BindingRights = {
  owners: [],
  entities: [],
  dangling: [],
};

/**
 * Compares the binding with the current catalog. An entity without a recorded
 * uid grants no rights. An owner without a recorded uid does, because sign-in
 * authenticates it, and it need not be in the catalog.
 */
export function bindingRightsOf(
  binding: Binding,
  catalog: Map<string, CatalogEntity>,
): BindingRights {
  const { entityUids = {} } = binding;
  const owner = normalizeRef(binding.owner);
  const refs = [...new Set(binding.entityRefs.map(normalizeRef))];
  const resolve = (entityRef: string) => {
    const entity = catalog.get(entityRef);
    return {
      entityRef,
      uid: entity?.uid,
      owners: entity?.owners ?? [],
      state: stateOf(entity, entityUids[entityRef]),
    };
  };
  const entities = refs.map(resolve);
  const ownerNow =
    entityUids[owner] !== undefined && !refs.includes(owner)
      ? [resolve(owner)]
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

/** Maximum number of entities that are read for a record without a valid signature. */
const MAX_CLAIMED = 20;

/** Returns the valid entity refs of a record without a valid signature. */
export function claimedBy(binding: Binding | undefined): string[] {
  return (binding?.entityRefs ?? [])
    .filter(isEntityRef)
    .slice(0, MAX_CLAIMED)
    .map(normalizeRef);
}

/** A record without a valid signature grants no rights, whatever uids it contains. */
export function unconfirmedBindingRights(
  binding: Binding | undefined,
  catalog: Map<string, CatalogEntity>,
): BindingRights {
  if (!binding) return NO_BINDING_RIGHTS;
  const entityRefs = claimedBy(binding);
  const { dangling } = bindingRightsOf(
    { ...binding, entityRefs, entityUids: undefined },
    catalog,
  );
  return { ...NO_BINDING_RIGHTS, dangling };
}

function stateOf(
  entity: CatalogEntity | undefined,
  recorded: string | undefined,
): DanglingEntity['state'] | undefined {
  if (!entity) return 'gone';
  if (recorded === undefined) return 'unconfirmed';
  return recorded === entity.uid ? undefined : 'replaced';
}
