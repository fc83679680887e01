import { toError } from '@backstage/errors';
import {
  invalidField,
  printable,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ErrorRequestHandler } from 'express';

/**
 * Returns the error with a message of one line, so that text of a caller or an
 * engine cannot forge log entries.
 */
export function printableError(thrown: unknown): Error {
  const error = toError(thrown);
  const message = printable(error.message);
  if (message !== error.message) {
    const frames = error.stack?.split('\n').filter(l => /^\s+at /.test(l));
    error.message = message;
    error.stack = [`${error.name}: ${message}`, ...(frames ?? [])].join('\n');
  }
  return error;
}

/** Makes the messages of all errors of the router printable. */
export const printableErrors: ErrorRequestHandler = (error, _req, _res, next) =>
  next(
    error instanceof URIError
      ? invalidField('ref', 'must be percent-encoded text')
      : printableError(error),
  );
