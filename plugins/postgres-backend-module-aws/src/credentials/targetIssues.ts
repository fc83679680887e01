import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialTarget } from '@pgstage/backstage-plugin-postgres-node';
import type { RegionConfig } from '../config';

const FIELD = 'options.credentials';
const CONFIG = 'postgres.providers.aws-rds';

/** Returns the issues of a target that the configuration does not allow. Makes no calls. */
export function targetIssues(
  {
    credentialStore,
    credentialNamespaces,
  }: Pick<RegionConfig, 'credentialStore' | 'credentialNamespaces'>,
  target: CredentialTarget | undefined,
): FieldIssue[] {
  if (!target) return [];
  if (!credentialStore)
    return [
      {
        field: FIELD,
        rule: `must be left out: ${CONFIG}.credentialStore is not configured`,
      },
    ];
  const { cluster, namespace } = target;
  if (cluster === undefined || namespace === undefined)
    return [
      {
        field: `${FIELD}.${cluster === undefined ? 'cluster' : 'namespace'}`,
        rule: 'is required: cluster and namespace belong together',
      },
    ];
  if (credentialNamespaces.includes(`${cluster}/${namespace}`)) return [];
  return [
    {
      field: `${FIELD}.namespace`,
      rule: credentialNamespaces.length
        ? `must be one of: ${credentialNamespaces.join(', ')}`
        : `must be left out: ${CONFIG}.credentialNamespaces lists no namespace`,
    },
  ];
}
