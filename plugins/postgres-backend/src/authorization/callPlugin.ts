import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  isError,
  NotAllowedError,
} from '@backstage/errors';
import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';

/**
 * Asks another plugin of this Backstage. Its refusal is none of the caller's:
 * raw, the status of its answer would become ours.
 *
 * @param credentials - what it is asked with; a session may end while a request waits
 */
export async function callPlugin<T>(
  plugin: string,
  call: () => Promise<T>,
  credentials?: BackstageCredentials,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    // The caller's own token, for example because it expired.
    if (isError(error) && error.name === 'AuthenticationError') throw error;
    if (error instanceof UpstreamError) throw error;
    if (credentials?.expiresAt && credentials.expiresAt <= new Date())
      throw new AuthenticationError('The session is over. Sign in again');
    // Raised in this process: the plugin is not even asked with such a token.
    if (error instanceof NotAllowedError) {
      throw new NotAllowedError(
        `The token of this request is restricted, so that the plugin ${plugin} cannot be asked with it: ${error.message}`,
      );
    }
    throw new UpstreamError(
      `The plugin ${plugin} of this Backstage`,
      isError(error) ? error.message : 'no reason given',
      'Try again; if it stays, look at its log.',
    );
  }
}
