/** A failed check of the kit, as opposed to an error that prevented the check. */
export class ConformanceError extends Error {
  readonly name = 'ConformanceError';
}
