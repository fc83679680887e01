import { toError } from '@backstage/errors';
import {
  invalidField,
  printable,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ErrorRequestHandler } from 'express';

/**
 * The same error, whose message is one line: what a caller or an engine wrote
 * into it forges nothing in a log.
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

/** Lets no other message out of the router. */
export const printableErrors: ErrorRequestHandler = (error, _req, _res, next) =>
  next(
    error instanceof URIError
      ? invalidField('ref', 'must be percent-encoded text')
      : printableError(error),
  );
