import type { Part } from '@pgstage/backstage-plugin-postgres-common';
import { volumeParts } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { certificates } from './certificates';
import { conditions } from './conditions';
import { databases, roles } from './declared';
import type { PartsInput } from './PartsInput';
import { poolers, services } from './services';

export { isOperators } from './certificates';

/** Everything that belongs to a database besides its members. */
export function partsOf(input: PartsInput): Part[] {
  const { unusablePVC: unusable, danglingPVC: dangling } =
    input.found.cluster.status;
  return [
    ...services(input),
    ...poolers(input),
    ...volumeParts(input, { unusable, dangling }),
    ...certificates(input),
    ...roles(input),
    ...databases(input),
    ...conditions(input),
  ];
}
