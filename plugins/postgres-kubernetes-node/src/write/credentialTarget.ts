import {
  invalidField,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialTarget } from '@pgstage/backstage-plugin-postgres-node';
import type { DatabaseKey } from '../model/DatabaseKey';
import type { ProviderContext } from '../model/ProviderContext';

/** A database to be, and where its credentials are asked to be. @public */
export interface CredentialRequest {
  namespace: string;
  credentials?: CredentialTarget;
}

/** Where the application looks: as asked for, as configured, or beside the database. @public */
export function credentialTargetOf(
  { name, credentialTarget }: ProviderContext,
  { namespace }: Pick<DatabaseKey, 'namespace'>,
  asked?: CredentialTarget,
): CredentialTarget {
  return { cluster: name, namespace, ...credentialTarget, ...asked };
}

/**
 * Checks, before a database is made, that its credentials will have a place:
 * later nobody is there to hear of it.
 *
 * @throws InputError where there is no such store, or no such place in it.
 * @public
 */
export function checkCredentialTarget(
  context: ProviderContext,
  request: CredentialRequest,
): void {
  const store = context.credentialStore();
  if (request.credentials && !store.check) {
    throw invalidField(
      'options.credentials',
      `must be left out: the credential store '${store.id}' has one place for all`,
    );
  }
  checkAllowedNamespace(context, request);
  try {
    store.check?.(credentialTargetOf(context, request, request.credentials));
  } catch (error) {
    if (!(error instanceof InvalidFieldsError)) throw error;
    throw new InvalidFieldsError(
      error.issues.map(({ field, rule }) => ({
        field: field.replace(/^target\./, 'options.credentials.'),
        rule,
      })),
    );
  }
}

/**
 * Refuses a place for the password that neither the configuration lists nor is
 * the default, or the database's own.
 *
 * @throws InvalidFieldsError
 * @public
 */
export function checkAllowedNamespace(
  context: ProviderContext,
  { namespace, credentials: asked }: CredentialRequest,
): void {
  if (!asked) return;
  const { name, config } = context;
  const text = (target: CredentialTarget) =>
    `${target.cluster}/${target.namespace}`;
  const allowed = [
    `${name}/${namespace}`,
    text(credentialTargetOf(context, { namespace })),
    ...config.credentialNamespaces,
  ];
  if (
    allowed.includes(text(credentialTargetOf(context, { namespace }, asked)))
  ) {
    return;
  }
  throw invalidField(
    `options.credentials.${asked.namespace ? 'namespace' : 'cluster'}`,
    `must be one of ${[...new Set(allowed)].join(', ')}`,
  );
}
