import useAsync from 'react-use/esm/useAsync';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Dependant, findDependants } from '../model/dependants';

/** Who uses a database, as the catalog knows it now. */
export function useDependants({ binding }: DatabaseView): {
  value?: Dependant[];
  error?: Error;
} {
  const catalogApi = useApi(catalogApiRef);
  const { value, error } = useAsync(
    () => findDependants(catalogApi, binding),
    // The binding is a new object with each answer, though it says the same.
    [catalogApi, JSON.stringify(binding)],
  );
  return { value, error };
}
