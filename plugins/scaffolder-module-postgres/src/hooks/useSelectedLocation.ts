import type { SiblingFields } from '../fields/neighbours';
import { findLocation, readLocation } from '../location';
import { useProviders } from './useProviders';

/** The location that another field has chosen, and what its provider says of it. */
export function useSelectedLocation(
  neighbours: SiblingFields,
  { locationField = 'location' }: { locationField?: string } = {},
) {
  const { value: providers, error, loading } = useProviders();
  const where = readLocation(neighbours(locationField));
  return { where, place: findLocation(providers, where), error, loading };
}
