import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import type { DatabaseLocation } from '../location';
import { readTakenNames } from '../takenNames';
import { useRequest } from './useRequest';

/** Returns the names of the visible databases at a location. */
export function useTakenNames(where: DatabaseLocation | undefined) {
  const api = useApi(postgresApiRef);
  return useRequest(where && JSON.stringify(where), signal =>
    readTakenNames(api, where!, signal),
  );
}
