import { useApiHolder } from '@backstage/core-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useRequest } from './useRequest';

/** Returns the title of an entity; its ref until the entity is loaded. */
export function useEntityTitle(entityRef: string | undefined) {
  const api = useApiHolder().get(entityPresentationApiRef);
  const { value } = useRequest(api && entityRef, async () => {
    const { primaryTitle } = await api!.forEntity(entityRef!).promise;
    return primaryTitle;
  });
  return value ?? entityRef;
}
