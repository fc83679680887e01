import { FIXED_VOLUME } from '../model/transformCluster';

type Fields = Record<string, unknown>;

/** Removes the fields of the claim template that select one volume, because that volume belongs to the source. */
function withoutVolume(storage: Fields): Fields {
  const { pvcTemplate, ...rest } = storage;
  if (!pvcTemplate) return storage;
  const fields = Object.entries(pvcTemplate).filter(
    ([field]) => !(FIXED_VOLUME as string[]).includes(field),
  );
  return { ...rest, pvcTemplate: Object.fromEntries(fields) };
}

/** Returns the storage fields of a Cluster for a copy with new volumes. */
export function newVolumeSpec(spec: Fields): Fields {
  const { storage, walStorage, tablespaces } = spec as {
    storage?: Fields;
    walStorage?: Fields;
    tablespaces?: Array<{ storage?: Fields }>;
  };
  return {
    ...(storage && { storage: withoutVolume(storage) }),
    ...(walStorage && { walStorage: withoutVolume(walStorage) }),
    ...(tablespaces && {
      tablespaces: tablespaces.map(tablespace => ({
        ...tablespace,
        ...(tablespace.storage && {
          storage: withoutVolume(tablespace.storage),
        }),
      })),
    }),
  };
}
