import { isError } from '@backstage/errors';

/** The names of the errors that a provider may throw; they determine the HTTP status. */
const KNOWN = new Set([
  'InputError',
  'NotFoundError',
  'ConflictError',
  'NotImplementedError',
  'ServiceUnavailableError',
]);

/**
 * Returns an error that callers may see. The provider contract requires errors
 * that are understandable on their own and contain no secret. Any other error
 * comes from a driver by mistake: it may contain a connection string, and a
 * `statusCode` that would become the status of the response. It is replaced by
 * an error that contains only its name and the frames of its stack trace.
 */
export function toPublicError(provider: string, error: unknown): Error {
  if (isError(error) && KNOWN.has(error.name) && !('statusCode' in error))
    return error as Error;
  const name = isError(error) ? error.name : typeof error;
  const unexpected = new Error(
    `Provider '${provider}' failed with an unexpected error (${name}). See the stack trace in the log of the backend`,
  );
  const frames =
    isError(error) &&
    error.stack?.split('\n').filter(line => /^\s+at /.test(line));
  unexpected.stack = [String(unexpected), ...(frames || [])].join('\n');
  return unexpected;
}

/** Calls a provider and converts its errors to public ones. */
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
