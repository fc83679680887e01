import { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';

/** Returns whether a provider has an option with this key. */
export function hasOption(
  { optionsSchema }: Pick<ProviderDescription, 'optionsSchema'>,
  key: string,
): boolean {
  return Object.hasOwn((optionsSchema.properties ?? {}) as object, key);
}
