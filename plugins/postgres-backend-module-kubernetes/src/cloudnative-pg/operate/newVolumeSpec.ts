import { FIXED_VOLUME } from '../model/transformCluster';

type Fields = Record<string, unknown>;

/** A claim's template without what leads to one volume: that one is the source's. */
function fresh(storage: Fields): Fields {
  const { pvcTemplate, ...rest } = storage;
  if (!pvcTemplate) return storage;
  const kept = Object.entries(pvcTemplate).filter(
    ([field]) => !(FIXED_VOLUME as string[]).includes(field),
  );
  return { ...rest, pvcTemplate: Object.fromEntries(kept) };
}

/** Storage of a Cluster, for one that gets volumes of its own. */
export function newVolumeSpec(spec: Fields): Fields {
  const { storage, walStorage, tablespaces } = spec as {
    storage?: Fields;
    walStorage?: Fields;
    tablespaces?: Array<{ storage?: Fields }>;
  };
  return {
    ...(storage && { storage: fresh(storage) }),
    ...(walStorage && { walStorage: fresh(walStorage) }),
    ...(tablespaces && {
      tablespaces: tablespaces.map(tablespace => ({
        ...tablespace,
        ...(tablespace.storage && { storage: fresh(tablespace.storage) }),
      })),
    }),
  };
}
