import type { SiblingFields } from '../fields/siblingFields';
import { findLocation, readLocation } from '../location';
import { useProviders } from './useProviders';

/** Returns the location that is selected in another field, with its description by the provider. */
export function useSelectedLocation(
  siblings: SiblingFields,
  { locationField = 'location' }: { locationField?: string } = {},
) {
  const { value: providers, error, loading } = useProviders();
  const where = readLocation(siblings(locationField));
  return { where, selected: findLocation(providers, where), error, loading };
}
