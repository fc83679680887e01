import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';

/** Fields of the spec for what a server holds besides the database and its owner. */
export const contentsFields = ['roles', 'databases'] as const;

export type ContentsField = (typeof contentsFields)[number];

/** Returns whether further roles or databases can be requested, at one location or at any. */
export function offersContents(
  field: ContentsField,
  { locations, fields }: Pick<ProviderDescription, 'locations' | 'fields'>,
  location?: string,
): boolean {
  return locations.some(
    place =>
      (location === undefined || place.id === location) &&
      (place[field]?.supported ?? fields.includes(field)),
  );
}
