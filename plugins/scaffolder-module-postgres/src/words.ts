import { ResponseError } from '@backstage/errors';

/** What went wrong, as the backend said it. */
export const toWords = (error: Error) =>
  error instanceof ResponseError ? error.body.error.message : error.message;
