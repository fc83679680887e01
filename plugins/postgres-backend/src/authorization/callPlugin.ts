import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  isError,
  NotAllowedError,
} from '@backstage/errors';
import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';

/**
 * Calls another Backstage plugin. An error of that plugin becomes an
 * UpstreamError, because its HTTP status would otherwise become the status of
 * this response: a 403 of the catalog is not a 403 for the caller.
 *
 * @param credentials - the credentials of the call; a session can expire while
 *   a request waits
 * @throws AuthenticationError if the token is invalid or has expired
 * @throws NotAllowedError if the access restrictions of the token exclude the plugin
 * @throws UpstreamError for any other failure
 */
export async function callPlugin<T>(
  plugin: string,
  call: () => Promise<T>,
  credentials?: BackstageCredentials,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    // The caller's token is invalid, for example because it expired.
    if (isError(error) && error.name === 'AuthenticationError') throw error;
    if (error instanceof UpstreamError) throw error;
    if (credentials?.expiresAt && credentials.expiresAt <= new Date())
      throw new AuthenticationError('The session has expired. Sign in again');
    // Thrown in this process, before the plugin is called.
    if (error instanceof NotAllowedError) {
      throw new NotAllowedError(
        `The token of this request is restricted and cannot be used to call the plugin ${plugin}: ${error.message}`,
      );
    }
    throw new UpstreamError(
      `The plugin ${plugin} of this Backstage`,
      isError(error) ? error.message : 'no reason given',
      'Try again. If the error persists, check the log of that plugin.',
    );
  }
}
