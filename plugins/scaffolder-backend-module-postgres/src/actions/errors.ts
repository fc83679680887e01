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

/** A step ends without success, for no fault of its own. */
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

/** The task's user token has run out; it cannot be renewed while a task runs. */
export const isSignInExpired = (error: unknown) =>
  isError(error) &&
  (error.name === 'AuthenticationError' || statusOf(error) === 401);

export const isNotFound = (error: unknown) => statusOf(error) === 404;

/** Nobody answered: the backend restarts, or the network broke. */
export const isUnanswered = (error: unknown) =>
  isError(error) &&
  (error.name === 'TypeError' || error.name === 'TimeoutError');

/** The entity whose absence from the catalog is all that the backend objects to. */
export function missingEntity(error: unknown): string | undefined {
  if (!(error instanceof ResponseError)) return undefined;
  const { issues = [] } = error.body.error as { issues?: FieldIssue[] };
  return issues.length === 1 ? issues[0].missingEntity : undefined;
}

/** May go away by itself, so that a wait goes on. */
export const isPassing = (error: unknown) => {
  const status = statusOf(error) ?? 0;
  return (
    isUnanswered(error) || status === 429 || (status >= 500 && status !== 501)
  );
};

function statusOf(error: unknown): number | undefined {
  return error instanceof ResponseError ? error.statusCode : undefined;
}

/** What a step ends with, in one sentence for a person. */
export function explain(error: unknown, signal?: AbortSignal): Error {
  const explained = inWords(error, signal);
  // The scaffolder writes an error's stack to the task's log. That of an error
  // nobody expected says where to look; of all others it is noise.
  if (explained instanceof CustomErrorBase) explained.stack = explained.message;
  return explained;
}

/**
 * The scaffolder shows an error's name and message and loses its cause, so the
 * message of the backend, which names fields, permissions and differences,
 * becomes the message of the error.
 */
function inWords(error: unknown, signal?: AbortSignal): Error {
  if (signal?.aborted) {
    return new StepError(
      'The task was cancelled, so it stopped watching. What it had asked for is not undone.',
    );
  }
  if (error instanceof ResponseError) {
    if (error.statusCode === 401) {
      return new AuthenticationError(
        'Your sign-in expired before this step could ask for anything. Start the task again.',
      );
    }
    return new (byStatus[error.statusCode] ?? StepError)(
      error.body.error.message,
    );
  }
  if (isUnanswered(error)) {
    return new ServiceUnavailableError(
      'The PostgreSQL backend of Backstage does not answer. Ask the platform team whether it runs, then retry: the step goes on where it stopped.',
    );
  }
  return error as Error;
}
