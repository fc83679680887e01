import type {
  Location,
  ProviderDescription,
  ProviderList,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from './translation';

/** Location of a new database: the value of `PostgresLocationPicker`. @public */
export interface DatabaseLocation {
  provider: string;
  location: string;
}

/** A location with the provider that offers it. */
export interface ProviderLocation {
  provider: ProviderDescription;
  location: Location;
}

/** Reads the location in the form, if one is selected. */
export function readLocation(value: unknown): DatabaseLocation | undefined {
  const { provider, location } = (value ?? {}) as Partial<DatabaseLocation>;
  return typeof provider === 'string' && typeof location === 'string'
    ? { provider, location }
    : undefined;
}

export const titleOf = (
  t: Translate,
  { provider, location }: ProviderLocation,
) =>
  t('locationOfProvider', {
    location: location.title,
    provider: provider.title,
  });

export const isSameLocation = (a?: DatabaseLocation, b?: DatabaseLocation) =>
  a?.provider === b?.provider && a?.location === b?.location;

export const toValue = ({
  provider,
  location,
}: ProviderLocation): DatabaseLocation => ({
  provider: provider.id,
  location: location.id,
});

export const allLocations = ({ items }: ProviderList): ProviderLocation[] =>
  items.flatMap(provider =>
    provider.locations.map(location => ({ provider, location })),
  );

/** Returns only the given providers, with their problems. */
export const onlyOf = (
  { items, problems }: ProviderList,
  ids: string[] | undefined,
): ProviderList => ({
  items: items.filter(({ id }) => !ids || ids.includes(id)),
  problems: problems.filter(({ provider }) => !ids || ids.includes(provider)),
});

export const findLocation = (
  providers: ProviderList | undefined,
  where?: DatabaseLocation,
) =>
  providers &&
  allLocations(providers).find(candidate =>
    isSameLocation(toValue(candidate), where),
  );
