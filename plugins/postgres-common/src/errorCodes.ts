/**
 * The codes of errors, with their meanings. Programs compare the code, not the
 * message: it is the same in all versions and copies of this package, and in
 * the responses of the HTTP API.
 *
 * @public
 */
export const errorCodes = {
  InvalidFields: 'Fields of the input violate rules.',
  Differences:
    'A database with this name exists, and differs from the request.',
  RecordChanged:
    'The database has changed since it was read. Nothing was written.',
  QuotaExceeded: 'The request exceeds a quota of the owner.',
  MissingPermission: 'The caller lacks a permission.',
  UnsupportedOperation: 'The provider does not offer the operation.',
  Upstream: 'Another system failed. Repeating the request may help.',
  UpstreamTimeout: 'Another system did not respond in time.',
  UpstreamRefused:
    'Another system rejected the request. Repeating it does not help.',
  UpstreamForbidden:
    "Another system rejected the request, because Backstage's account lacks a permission there.",
} as const;

/** @public */
export type ErrorCode = keyof typeof errorCodes;

/**
 * Returns whether an error has a code. Unlike `instanceof`, this also works for
 * an error of another copy of this package, which a provider may depend on.
 *
 * @public
 */
export function hasErrorCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === code;
}
