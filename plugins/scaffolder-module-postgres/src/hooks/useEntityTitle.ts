import { useApiHolder } from '@backstage/core-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useAnswer } from './useAnswer';

/** The name by which people know an entity; its ref until it is known. */
export function useEntityTitle(entityRef: string | undefined) {
  const api = useApiHolder().get(entityPresentationApiRef);
  const { value } = useAnswer(api && entityRef, async () => {
    const { primaryTitle } = await api!.forEntity(entityRef!).promise;
    return primaryTitle;
  });
  return value ?? entityRef;
}
