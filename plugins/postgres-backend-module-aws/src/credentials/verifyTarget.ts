import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialStore,
  CredentialTarget,
  ProviderCallOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import { withRequestFields } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * Checks that the store accepts an entry at a target, before anything is created: a
 * later error would not be returned to any caller.
 *
 * @throws InvalidFieldsError that names the field, for example if the namespace does
 * not exist
 */
export async function verifyTarget(
  store: CredentialStore,
  ref: string,
  target: CredentialTarget,
  options: ProviderCallOptions,
): Promise<void> {
  if (!store.check)
    throw invalidField(
      'options.credentials',
      `must be left out: the credential store '${store.id}' does not support namespaces`,
    );
  try {
    store.check(target);
    await store.verify?.(ref, target, options);
  } catch (error) {
    throw withRequestFields(error);
  }
}
