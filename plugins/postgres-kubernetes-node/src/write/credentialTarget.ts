import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialTarget } from '@pgstage/backstage-plugin-postgres-node';
import { withRequestFields } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { DatabaseKey } from '../model/DatabaseKey';
import type { ProviderContext } from '../model/ProviderContext';

/** A database to create, and the requested destination of its credentials. @public */
export interface CredentialRequest {
  namespace: string;
  credentials?: CredentialTarget;
}

/** Returns the destination of the credentials: the requested or configured one, otherwise the namespace of the database. @public */
export function credentialTargetOf(
  { name, credentialTarget }: ProviderContext,
  { namespace }: Pick<DatabaseKey, 'namespace'>,
  requested?: CredentialTarget,
): CredentialTarget {
  return { cluster: name, namespace, ...credentialTarget, ...requested };
}

/**
 * Checks that the destination of the credentials exists, before a database is
 * created: a later error would not be returned to any caller.
 *
 * @throws InputError if there is no such store, or no such destination in it.
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
      `must be omitted: the credential store '${store.id}' does not support namespaces`,
    );
  }
  checkAllowedNamespace(context, request);
  try {
    store.check?.(credentialTargetOf(context, request, request.credentials));
  } catch (error) {
    throw withRequestFields(error);
  }
}

/**
 * Checks that the destination of the password is listed in the configuration,
 * its default, or the database's own namespace.
 *
 * @throws InvalidFieldsError
 * @public
 */
export function checkAllowedNamespace(
  context: ProviderContext,
  { namespace, credentials: requested }: CredentialRequest,
): void {
  if (!requested) return;
  const { name, config } = context;
  const text = (target: CredentialTarget) =>
    `${target.cluster}/${target.namespace}`;
  const allowed = [
    `${name}/${namespace}`,
    text(credentialTargetOf(context, { namespace })),
    ...config.credentialNamespaces,
  ];
  if (
    allowed.includes(
      text(credentialTargetOf(context, { namespace }, requested)),
    )
  ) {
    return;
  }
  throw invalidField(
    `options.credentials.${requested.namespace ? 'namespace' : 'cluster'}`,
    `must be one of ${[...new Set(allowed)].join(', ')}`,
  );
}
