import {
  AuthenticationError,
  ConflictError,
  CustomErrorBase,
  InputError,
  NotAllowedError,
  NotFoundError,
  NotImplementedError,
  ResponseError,
  ServiceUnavailableError,
  isError,
} from '@backstage/errors';
import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';

/** An expected failure of a step, not a bug in the action. */
export class StepError extends CustomErrorBase {}

const byStatus: Record<number, new (message: string) => Error> = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
  501: NotImplementedError,
  503: ServiceUnavailableError,
};

/** The user token of the task has expired; it cannot be renewed while the task runs. */
export const isSignInExpired = (error: unknown) =>
  isError(error) &&
  (error.name === 'AuthenticationError' || statusOf(error) === 401);

export const isNotFound = (error: unknown) => statusOf(error) === 404;

/** No response: the backend is restarting, or the network is interrupted. */
export const isNoResponse = (error: unknown) =>
  isError(error) &&
  (error.name === 'TypeError' || error.name === 'TimeoutError');

/**
 * Returns the entity that does not exist in the catalog, if this is the only
 * error in the response of the backend.
 */
export function missingEntity(error: unknown): string | undefined {
  if (!(error instanceof ResponseError)) return undefined;
  const { issues = [] } = error.body.error as { issues?: FieldIssue[] };
  return issues.length === 1 ? issues[0].missingEntity : undefined;
}

/** Returns whether an error is transient, so that a wait continues. */
export const isTransient = (error: unknown) => {
  const status = statusOf(error) ?? 0;
  return (
    isNoResponse(error) || status === 429 || (status >= 500 && status !== 501)
  );
};

function statusOf(error: unknown): number | undefined {
  return error instanceof ResponseError ? error.statusCode : undefined;
}

/** Returns the error of a step as one sentence for users. */
export function explain(error: unknown, signal?: AbortSignal): Error {
  const explained = toUserError(error, signal);
  // The scaffolder writes the stack of an error to the task log. It is useful
  // only for unexpected errors.
  if (explained instanceof CustomErrorBase) explained.stack = explained.message;
  return explained;
}

/**
 * The scaffolder shows the name and message of an error, but not its cause.
 * Therefore the message of the backend, which contains fields, permissions and
 * differences, becomes the message of the error.
 */
function toUserError(error: unknown, signal?: AbortSignal): Error {
  if (signal?.aborted) {
    return new StepError(
      'The task was cancelled and no longer waits. What it requested is not undone.',
    );
  }
  if (error instanceof ResponseError) {
    if (error.statusCode === 401) {
      return new AuthenticationError(
        'Your session expired before this step could start. Start the task again.',
      );
    }
    return new (byStatus[error.statusCode] ?? StepError)(
      error.body.error.message,
    );
  }
  if (isNoResponse(error)) {
    return new ServiceUnavailableError(
      'The PostgreSQL backend of Backstage does not respond. Ask the platform team whether it is running, then retry: the step continues where it stopped.',
    );
  }
  return error as Error;
}
