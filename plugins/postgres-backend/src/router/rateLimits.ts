import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { readCaller } from '../authorization/Caller';

/** Request limits of one user, including requests of scaffolder tasks. */
export interface RateLimits {
  writesPerMinute: number;
  listsPerMinute: number;
}

/** An error with the status 429. */
class TooManyRequestsError extends Error {
  readonly name = 'TooManyRequestsError';
  readonly statusCode = 429;
}

/**
 * Limits the requests of each user at this backend. Other backends are not
 * limited, because they act for many users.
 */
export function createRateLimits(
  limits: RateLimits,
  { httpAuth }: { httpAuth: HttpAuthService },
): RequestHandler[] {
  const perMinute = (
    limit: number,
    what: string,
    counts: (method: string, path: string) => boolean,
  ) =>
    rateLimit({
      windowMs: 60_000,
      limit,
      standardHeaders: true,
      legacyHeaders: false,
      keyGenerator: async req => (await readCaller(req, { httpAuth })).actor,
      skip: async req =>
        !counts(req.method, req.path) ||
        (await readCaller(req, { httpAuth })).isService,
      handler: (_req, res, next) =>
        next(
          new TooManyRequestsError(
            `You may send ${limit} ${what} a minute. Try again in ${res.getHeader(
              'Retry-After',
            )} s`,
          ),
        ),
    });
  return [
    perMinute(
      limits.writesPerMinute,
      'requests that write',
      method => !['GET', 'HEAD', 'OPTIONS'].includes(method),
    ),
    perMinute(
      limits.listsPerMinute,
      'requests for lists',
      // As in Express routing, where HEAD uses the GET route.
      (method, path) =>
        ['GET', 'HEAD'].includes(method) && /^\/databases\/?$/i.test(path),
    ),
  ];
}
