import type { Part } from '@pgstage/backstage-plugin-postgres-common';
import { certificates } from './certificates';
import { conditions } from './conditions';
import { databases, roles } from './declared';
import type { PartsInput } from './PartsInput';
import { poolers, services } from './services';
import { volumes } from './volumes';

export { isOperators } from './certificates';

/** Everything that belongs to a database besides its members. */
export function partsOf(input: PartsInput): Part[] {
  return [
    ...services(input),
    ...poolers(input),
    ...volumes(input),
    ...certificates(input),
    ...roles(input),
    ...databases(input),
    ...conditions(input),
  ];
}
