import {
  poolerParts,
  serviceParts,
  volumeParts,
  type ObservedPart,
  type PartsInput as Input,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { namesOf, type CloudNativePgSnapshot } from '../../model';
import { certificates } from './certificates';
import { conditions } from './conditions';
import { databases, roles } from './declared';

export { isOperators } from './certificates';

type PartsInput = Input<CloudNativePgSnapshot>;

/** Returns the objects that belong to a database, without its instances. */
export function partsOf(input: PartsInput): ObservedPart[] {
  const { readWriteService: readWrite, readOnlyService: readOnly } = namesOf(
    input.snapshot.cluster.name,
  );
  const { unusablePVC: unusable, danglingPVC: dangling } =
    input.snapshot.cluster.status;
  return [
    ...serviceParts(input, { readWrite, readOnly }),
    ...poolerParts(input, input.snapshot.poolers),
    ...volumeParts(input, { unusable, dangling }),
    ...certificates(input),
    ...roles(input),
    ...databases(input),
    ...conditions(input),
  ];
}
