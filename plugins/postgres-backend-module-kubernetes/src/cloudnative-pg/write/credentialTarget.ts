import {
  invalidField,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialTarget } from '@pgstage/backstage-plugin-postgres-node';
import type { Place } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ClusterContext } from '../model';
import type { Plan } from './manifests';
import { optionsSchema } from './spec/options';

/** Where the application looks: as asked for, as configured, or beside the database. */
export function credentialTargetOf(
  { name, credentialTarget }: ClusterContext,
  { namespace }: Pick<Place, 'namespace'>,
  options: Record<string, unknown> = {},
): CredentialTarget {
  const asked = optionsSchema.safeParse(options).data?.credentials;
  return { cluster: name, namespace, ...credentialTarget, ...asked };
}

/**
 * Checks, before a database is made, that its credentials will have a place:
 * later nobody is there to hear of it.
 *
 * @throws InputError where there is no such store, or no such place in it.
 */
export function checkCredentialTarget(
  context: ClusterContext,
  { namespace, spec }: Plan,
): void {
  const store = context.credentialStore();
  if (spec.options.credentials && !store.check) {
    throw invalidField(
      'options.credentials',
      `must be left out: the credential store '${store.id}' has one place for all`,
    );
  }
  refuseOtherPlace(context, { namespace, spec });
  try {
    store.check?.(credentialTargetOf(context, { namespace }, spec.options));
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
 */
export function refuseOtherPlace(
  context: ClusterContext,
  { namespace, spec }: Pick<Plan, 'namespace' | 'spec'>,
): void {
  const asked = spec.options.credentials;
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
    allowed.includes(
      text(credentialTargetOf(context, { namespace }, spec.options)),
    )
  ) {
    return;
  }
  throw invalidField(
    `options.credentials.${asked.namespace ? 'namespace' : 'cluster'}`,
    `must be one of ${[...new Set(allowed)].join(', ')}`,
  );
}
