import { type CredentialRequest } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CredentialTarget } from '@pgstage/backstage-plugin-postgres-node';
import { type ClusterPlan } from './manifests';
import { optionsSchema } from './spec/options';

/** Where a record asks for its credentials to be; nowhere where its options are none. */
export function requestedCredentialTarget(
  options: Record<string, unknown> = {},
): CredentialTarget | undefined {
  return optionsSchema.safeParse(options).data?.credentials;
}

/** A plan, as far as its credentials are concerned. */
export function targetRequestOf({
  namespace,
  spec,
}: ClusterPlan): CredentialRequest {
  return { namespace, credentials: spec.options.credentials };
}
