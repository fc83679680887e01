import type { Claim } from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { InstanceFacts } from '../instance';
import { meaningOf } from '../instance';

/** What is known of an instance that AWS calls available: nobody logged in. */
export const NOT_TRIED = 'Available, according to AWS; no login was tried';

/** Returns whether the database accepts a login, as far as that can be known without one. */
export function usableOf({ status }: InstanceFacts, at: string): Claim {
  const meaning = meaningOf(status);
  if (!meaning) return unknown(unknownStatus(status));
  if (meaning.closed) return no('engine', at);
  return meaning.kind === 'available'
    ? unknown(NOT_TRIED)
    : unknown(`${meaning.reason}; no login was tried`);
}

/** A status that AWS has added since. */
export function unknownStatus(status: string): string {
  return `AWS reports the status '${status}', whose meaning is not known`;
}
