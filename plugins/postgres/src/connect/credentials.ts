import { CredentialReference } from '@pgstage/backstage-plugin-postgres-common';
import { literal } from './quoting';

/** The credential store whose entries are Kubernetes Secrets and ConfigMaps. */
export const KUBERNETES_STORE = 'kubernetes';

/** Where user and password lie, in one sentence on one line: literals hold no line breaks. */
export function whereCredentialsLie(
  credentials: CredentialReference | undefined,
): string {
  if (!credentials)
    return 'Where the credentials lie is not known to Backstage.';
  const { store, secretRef, passwordFile } = credentials;
  const place =
    store === KUBERNETES_STORE
      ? `the Secret ${literal(secretRef)}`
      : `the credential store ${literal(store)} under ${literal(secretRef)}`;
  const file = passwordFile && `, the password file ${literal(passwordFile)}`;
  return `User and password are in ${place}${file ?? ''}.`;
}
