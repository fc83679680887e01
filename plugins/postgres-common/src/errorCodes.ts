/**
 * The codes of errors and what each says. Programs read the code, people the
 * message: it is the same in every version, in another copy of this package and
 * in the answer of the HTTP API.
 *
 * @public
 */
export const errorCodes = {
  InvalidFields: 'Fields of the input break rules.',
  Differences: 'What exists under the name is not what was asked for.',
  RecordChanged:
    'The database has changed since it was read. Nothing was written.',
  QuotaExceeded: 'The owner would have more than its quota.',
  MissingPermission: 'The caller lacks a permission.',
  UnsupportedOperation: 'The provider does not offer the operation.',
  Upstream: 'Another system failed. Asking again may help.',
  UpstreamTimeout: 'Another system did not respond in time.',
  UpstreamRefused: 'Another system refuses. Asking again does not help.',
  UpstreamForbidden:
    "Another system refuses, because Backstage's own account lacks a right there.",
} as const;

/** @public */
export type ErrorCode = keyof typeof errorCodes;

/**
 * Whether an error has a code. Unlike `instanceof` it also knows an error of
 * another copy of this package, which a provider may bring.
 *
 * @public
 */
export function hasErrorCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === code;
}
