import { isError } from '@backstage/errors';

/** The errors that a provider may throw on purpose, by the names that decide the HTTP status. */
const KNOWN = new Set([
  'InputError',
  'NotFoundError',
  'ConflictError',
  'NotImplementedError',
  'ServiceUnavailableError',
]);

/**
 * What may leave the boundary of a provider. Its contract asks for errors that
 * stand alone and hold no secret; anything else comes from a driver by
 * mistake, may quote a connection string, and may carry a `statusCode` that
 * would become ours. Of such an error only the name and the place are kept.
 */
export function toPublicError(provider: string, error: unknown): Error {
  if (isError(error) && KNOWN.has(error.name) && !('statusCode' in error))
    return error as Error;
  const name = isError(error) ? error.name : typeof error;
  const unexpected = new Error(
    `Provider '${provider}' failed in a way that it does not explain (${name}). The stack in the backend's log shows where`,
  );
  const frames =
    isError(error) &&
    error.stack?.split('\n').filter(line => /^\s+at /.test(line));
  unexpected.stack = [String(unexpected), ...(frames || [])].join('\n');
  return unexpected;
}

/** Runs a call to a provider, so that no other error than a public one leaves it. */
export async function callProvider<T>(
  provider: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toPublicError(provider, error);
  }
}
