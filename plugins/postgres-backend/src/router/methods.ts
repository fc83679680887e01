import type { Router } from 'express';
import { apiCalls } from '../document/apiCalls';

/** An error with the status 405. */
class MethodNotAllowedError extends Error {
  readonly name = 'MethodNotAllowedError';
  readonly statusCode = 405;
}

/** Rejects methods that a path of the API does not support, with the list of supported ones. */
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
          `This path supports ${allowed.join(', ')}, not ${req.method}`,
        );
      res.status(204).end();
    });
  }
}
