import useAsync from 'react-use/esm/useAsync';
import { useApi } from '@backstage/core-plugin-api';
import {
  DatabaseView,
  Location,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';

/** What the provider of a database and the place where it runs offer and allow. */
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
  // Places where none can be created are not described; what the provider
  // offers elsewhere is the nearest to it.
  const location =
    provider?.locations.find(({ id }) => id === view.location) ??
    provider?.locations[0];
  return { loading, provider, location };
}
