import { toError } from '@backstage/errors';
import {
  invalidField,
  printable,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ErrorRequestHandler } from 'express';

/** Longer than any message with all its differences or invalid fields should be. */
const MAX_LENGTH = 20_000;

/**
 * Returns the error with a message of one line and limited length, so that text
 * of a caller or an engine cannot forge or flood log entries.
 */
export function printableError(thrown: unknown): Error {
  const error = toError(thrown);
  const message = printable(error.message.slice(0, MAX_LENGTH));
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
