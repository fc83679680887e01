import { inspect } from 'node:util';
import type { mockServices } from '@backstage/backend-test-utils';

/** Returns all that was logged, with the fields. `inspect` of the mock itself does not contain it. */
export function loggedBy({
  error,
  warn,
  info,
  debug,
}: ReturnType<typeof mockServices.logger.mock>): string {
  return inspect(
    [error, warn, info, debug].map(({ mock }) => mock.calls),
    { depth: null, maxArrayLength: null },
  );
}
