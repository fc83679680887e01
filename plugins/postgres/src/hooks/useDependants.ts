import useAsync from 'react-use/esm/useAsync';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Dependant, findDependants } from '../model/dependants';

/** Returns the entities that use a database, according to the current catalog. */
export function useDependants({ binding }: DatabaseView): {
  value?: Dependant[];
  error?: Error;
} {
  const catalogApi = useApi(catalogApiRef);
  const { value, error } = useAsync(
    () => findDependants(catalogApi, binding),
    // Each response has a new binding object with the same content.
    [catalogApi, JSON.stringify(binding)],
  );
  return { value, error };
}
