import { useApiHolder } from '@backstage/core-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useRequest } from './useRequest';

/** The name by which people know an entity; its ref until it is known. */
export function useEntityTitle(entityRef: string | undefined) {
  const api = useApiHolder().get(entityPresentationApiRef);
  const { value } = useRequest(api && entityRef, async () => {
    const { primaryTitle } = await api!.forEntity(entityRef!).promise;
    return primaryTitle;
  });
  return value ?? entityRef;
}
