import type {
  ContentsField,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';

/** The fields of a spec for additional roles and databases. */
export const contentsFields: readonly ContentsField[] = ['roles', 'databases'];

/** Returns whether a location supports additional roles or databases. */
export function offersContents(
  field: ContentsField,
  { locations, fields }: Pick<ProviderDescription, 'locations' | 'fields'>,
  location: string,
): boolean {
  const known = locations.find(({ id }) => id === location);
  return known?.[field]?.supported ?? fields.includes(field);
}
