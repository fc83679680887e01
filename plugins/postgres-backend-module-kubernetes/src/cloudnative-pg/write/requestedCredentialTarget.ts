import { type CredentialRequest } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CredentialTarget } from '@pgstage/backstage-plugin-postgres-node';
import { type ClusterPlan } from './manifests';
import { optionsSchema } from './spec/options';

/** Returns the credential target that a record requests, or undefined if its options are not valid. */
export function requestedCredentialTarget(
  options: Record<string, unknown> = {},
): CredentialTarget | undefined {
  return optionsSchema.safeParse(options).data?.credentials;
}

/** Returns the fields of a plan that select its credential target. */
export function targetRequestOf({
  namespace,
  spec,
}: ClusterPlan): CredentialRequest {
  return { namespace, credentials: spec.options.credentials };
}
