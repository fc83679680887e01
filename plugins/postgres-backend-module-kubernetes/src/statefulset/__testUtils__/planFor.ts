import { ConfigReader } from '@backstage/config';
import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import { shopRequest } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import type { DatabasePlan } from '../manifests';
import { PROVIDER_ID, readStatefulSetConfig } from '../model';
import { planOf } from '../write/plans';

/** Returns the plan of a request, with the uid of the Service that owns the parts. */
export function planFor(
  name: string,
  spec: DatabaseSpec,
  own: object = {},
): DatabasePlan {
  const config = readStatefulSetConfig(
    new ConfigReader({ postgres: { providers: { [PROVIDER_ID]: own } } }),
  );
  const plan = planOf(
    { name: 'test', config },
    shopRequest(PROVIDER_ID, name, spec),
    'user:default/ada',
  );
  return {
    ...plan,
    owner: {
      apiVersion: 'v1',
      kind: 'Service',
      name: `${name}-postgresql`,
      uid: '00000000-0000-4000-8000-000000000000',
    },
  };
}
