import { toError } from '@backstage/errors';
import {
  invalidField,
  InvalidFieldsError,
  parseInput,
} from '@pgstage/backstage-plugin-postgres-common';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import { checkShape } from './shape';

const LIMIT = '64kb';
/** Of every type: the type of an empty body does not matter. */
const readText = express.text({ type: () => true, limit: LIMIT });

/** For a route without a body; accepts `{}` as well. */
const noBody = z.strictObject({}).optional();
const noQuery = z.strictObject({});

/** The input of a request, parsed but not validated. */
export interface RawInput {
  query: Record<string, unknown>;
  body?: unknown;
  /** The error of reading the body. */
  failure?: Error;
}

/** Input that cannot be parsed, with a status other than 400. */
class UnreadableInputError extends InvalidFieldsError {
  constructor(readonly statusCode: number, rule: string) {
    super([{ field: '', rule }]);
  }
}

/** Reads the whole input of a request. Does not throw, so that rejected requests are audited. */
export async function readInput(
  req: Request,
  res: Response,
): Promise<RawInput> {
  const query = readQuery(req);
  try {
    return { query, body: await readBody(req, res) };
  } catch (error) {
    return { query, failure: toError(error) };
  }
}

/**
 * Validates the whole input of a request: unknown input is rejected, not
 * ignored. A body is required, if only as `{}`, if the route accepts one: an
 * operation must never run because a body got lost.
 *
 * @throws InvalidFieldsError
 */
export function checkInput<
  Q extends z.ZodType = typeof noQuery,
  B extends z.ZodType = typeof noBody,
>(
  raw: RawInput,
  schemas: { query?: Q; body?: B },
): { query: z.output<Q>; body: z.output<B> } {
  if (raw.failure) throw raw.failure;
  checkShape(raw.query);
  checkShape(raw.body);
  return {
    query: parseInput((schemas.query ?? noQuery) as Q, raw.query),
    body: parseInput((schemas.body ?? noBody) as B, raw.body),
  };
}

/**
 * Returns every field as it was sent, which Express's own parser does not
 * guarantee; a repeated field is a list.
 */
function readQuery(req: Request): Record<string, unknown> {
  const { searchParams } = new URL(req.url, 'http://localhost');
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map(key => {
      const values = searchParams.getAll(key);
      return [key, values.length > 1 ? values : values[0]];
    }),
  );
}

async function readBody(req: Request, res: Response): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    readText(req, res, (error?: { statusCode?: number }) => {
      if (error) reject(unreadable(error.statusCode));
      else resolve();
    });
  });
  if (typeof req.body !== 'string' || req.body === '') return undefined;
  if (!req.is('application/json'))
    throw new UnreadableInputError(415, 'must be application/json');
  try {
    return JSON.parse(req.body);
  } catch {
    throw invalidField('', 'must be valid JSON');
  }
}

function unreadable(status = 400): Error {
  if (status === 413)
    return new UnreadableInputError(status, `must be at most ${LIMIT}`);
  return new UnreadableInputError(
    status,
    status === 415
      ? 'must have a supported charset and Content-Encoding'
      : 'must match its headers Content-Length and Content-Encoding',
  );
}
