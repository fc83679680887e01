import { ResponseError } from '@backstage/errors';

/** Returns the error message of the backend. */
export const errorMessage = (error: Error) =>
  error instanceof ResponseError ? error.body.error.message : error.message;
