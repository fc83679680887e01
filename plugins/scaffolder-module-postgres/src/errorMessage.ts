import { ResponseError } from '@backstage/errors';

/** Returns what went wrong, as the backend said it. */
export const errorMessage = (error: Error) =>
  error instanceof ResponseError ? error.body.error.message : error.message;
