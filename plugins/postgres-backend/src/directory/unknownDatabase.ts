import {
  bindingSchema,
  parseDatabaseRef,
  printableText,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';

/** Id of the attention item. */
const INVALID_REPORT = 'invalid-report';

/**
 * Returns what is known of a database whose provider reports invalid fields: the
 * last valid report, or only ref and binding, in both cases with an unknown state.
 *
 * @param reported - the invalid report
 * @param before - the last known state of this database
 * @param error - names the invalid fields
 * @throws InvalidFieldsError if the ref is invalid
 */
export function unknownDatabase(
  reported: Database,
  before: Database | undefined,
  error: Error,
): Database {
  const { ref } = reported;
  const { provider, location, name } = parseDatabaseRef(ref);
  const reason = message('reportIsInvalid', { provider });
  const now = new Date().toISOString();
  const known = before ?? {
    ref,
    provider,
    location,
    name,
    binding: bindingSchema.safeParse(reported.binding).data,
    endpoints: [],
    spec: {},
    operations: {},
    observedAt: now,
  };
  const first = before?.attention.find(({ id }) => id === INVALID_REPORT);
  const since = first?.since ?? now;
  const unknown = { value: null, reason };
  return {
    ...known,
    status: { state: 'unknown', reason, since },
    usable: unknown,
    safe: unknown,
    steps: [],
    summary: {},
    attention: [
      {
        id: INVALID_REPORT,
        severity: 'warning',
        what: reason,
        since,
        meaning:
          first?.meaning ??
          message(before ? 'lastReportIsShown' : 'noReportIsShown'),
        nextStep: message('reportToDevelopers'),
        evidence: printableText(error.message),
      },
    ],
  };
}
