import { inspect } from 'node:util';

type Mocked = { mock: { calls: unknown[][] } };

/**
 * Returns all that was logged to `mockServices.logger.mock()`, with the fields
 * and errors, to search it for secrets. `inspect` of the mock itself does not
 * contain it.
 *
 * @public
 */
export function loggedBy({
  error,
  warn,
  info,
  debug,
}: Record<'error' | 'warn' | 'info' | 'debug', Mocked>): string {
  return inspect(
    [error, warn, info, debug].map(({ mock }) => mock.calls),
    { depth: null, maxArrayLength: null, maxStringLength: null },
  );
}
