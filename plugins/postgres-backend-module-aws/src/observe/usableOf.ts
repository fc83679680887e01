import type { Claim } from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { type InstanceFacts, meaningOf } from '../instance';
import { message } from '../messages';

/** Returns whether the database accepts a login, as far as the status of AWS shows it. */
export function usableOf({ status }: InstanceFacts, at: string): Claim {
  const meaning = meaningOf(status);
  if (!meaning) return unknown(message('unknownStatus', { status }));
  if (meaning.closed) return no('engine', at);
  return unknown(
    meaning.kind === 'available'
      ? message('notTried')
      : message('noLoginTried', { status: meaning.reason }),
  );
}
