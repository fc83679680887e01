import type { Neighbours } from '../fields/neighbours';
import { findPlace, readLocation } from '../location';
import { useProviders } from './useProviders';

/** The location that another field has chosen, and what its provider says of it. */
export function usePlace(
  neighbours: Neighbours,
  { locationField = 'location' }: { locationField?: string } = {},
) {
  const { value: providers, error, loading } = useProviders();
  const where = readLocation(neighbours(locationField));
  return { where, place: findPlace(providers, where), error, loading };
}
