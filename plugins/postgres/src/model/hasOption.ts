import { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';

/** Whether a provider describes an option of its own by this key. */
export function hasOption(
  { optionsSchema }: Pick<ProviderDescription, 'optionsSchema'>,
  key: string,
): boolean {
  return Object.hasOwn((optionsSchema.properties ?? {}) as object, key);
}
