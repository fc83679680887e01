import { CredentialReference } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';
import { literal } from './quoting';

/** The credential store whose entries are Kubernetes Secrets and ConfigMaps. */
export const KUBERNETES_STORE = 'kubernetes';

/**
 * Describes where user and password are stored, in one line, because literals
 * cannot contain line breaks.
 */
export function describeCredentialLocation(
  t: Translate,
  credentials: CredentialReference | undefined,
): string {
  if (!credentials) return t('formats.credentials.unknown');
  const entry = literal(credentials.secretRef);
  const store = literal(credentials.store);
  const isSecret = credentials.store === KUBERNETES_STORE;
  if (credentials.passwordFile === undefined)
    return isSecret
      ? t('formats.credentials.secret', { secret: entry })
      : t('formats.credentials.store', { store, entry });
  const file = literal(credentials.passwordFile);
  return isSecret
    ? t('formats.credentials.secretFile', { secret: entry, file })
    : t('formats.credentials.storeFile', { store, entry, file });
}
