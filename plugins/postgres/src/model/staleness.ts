import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from '../hooks/usePolling';
import type { Staleness } from './availability';

/** After so many missed refreshes what is shown is the past. */
const MISSED_REFRESHES = 3;

/** Why nothing can be done while the provider does not reach the database. */
export function unreachable({
  unreachable: problem,
  location,
}: DatabaseView): Staleness {
  return (
    problem && {
      reason: `Possible again when ${location} answers: what is shown is old.`,
    }
  );
}

/** Says why what is shown is only the last known, if it is. */
export function staleness({ data, failures }: Polled<DatabaseView>): Staleness {
  const old = data && unreachable(data);
  if (old) return old;
  if (failures >= MISSED_REFRESHES) {
    return {
      reason: 'Possible again when Backstage answers: what is shown is old.',
    };
  }
  return undefined;
}
