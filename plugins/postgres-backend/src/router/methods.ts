import type { Router } from 'express';
import { apiCalls } from '../document/apiCalls';

/** Answers 405. */
class MethodNotAllowedError extends Error {
  readonly name = 'MethodNotAllowedError';
  readonly statusCode = 405;
}

/** Refuses each method that a path of the API does not have, and tells which it has. */
export function rejectOtherMethods(router: Router): void {
  const methods = new Map<string, string[]>();
  for (const { method, path } of Object.values(apiCalls))
    methods.set(path, [...(methods.get(path) ?? []), method]);
  for (const [path, served] of methods) {
    const allowed = served.includes('GET') ? [...served, 'HEAD'] : served;
    router.all(path, (req, res) => {
      res.setHeader('Allow', [...allowed, 'OPTIONS'].join(', '));
      if (req.method !== 'OPTIONS')
        throw new MethodNotAllowedError(
          `This path answers ${allowed.join(', ')}, not ${req.method}`,
        );
      res.status(204).end();
    });
  }
}
