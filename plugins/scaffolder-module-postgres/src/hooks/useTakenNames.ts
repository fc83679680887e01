import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import type { DatabaseLocation } from '../location';
import { readTakenNames } from '../takenNames';
import { useAnswer } from './useAnswer';

/** The names of the databases at a location that the person may see. */
export function useTakenNames(where: DatabaseLocation | undefined) {
  const api = useApi(postgresApiRef);
  return useAnswer(where && JSON.stringify(where), signal =>
    readTakenNames(api, where!, signal),
  );
}
