import useAsync from 'react-use/esm/useAsync';
import { useApi } from '@backstage/core-plugin-api';
import {
  DatabaseView,
  Location,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';

/** Returns the descriptions of the provider and the location of a database. */
export function useLocationDescription(view: DatabaseView): {
  loading: boolean;
  provider?: ProviderDescription;
  location?: Location;
} {
  const api = useApi(postgresApiRef);
  const { loading, value: provider } = useAsync(async () => {
    const { items } = await api.listProviders();
    return items.find(({ id }) => id === view.provider);
  }, [api, view.provider]);
  // A location that does not allow new databases is not described; another
  // location of the provider is the closest approximation.
  const location =
    provider?.locations.find(({ id }) => id === view.location) ??
    provider?.locations[0];
  return { loading, provider, location };
}
