import { Need, Support } from '@pgstage/backstage-plugin-postgres-common';

/** Returns the preconditions of an operation, or of a part of a change. */
export function needsOf(support: Support | undefined): Need[] {
  return (support?.supported && support.needs) || [];
}
