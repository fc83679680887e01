import type { Claim } from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { InstanceFacts } from '../instance';
import { meaningOf } from '../instance';

/** Reason for an unknown state of an instance that AWS reports as available. */
export const NOT_TRIED = 'Available, according to AWS; no login was tried';

/** Returns whether the database accepts a login, as far as the status of AWS shows it. */
export function usableOf({ status }: InstanceFacts, at: string): Claim {
  const meaning = meaningOf(status);
  if (!meaning) return unknown(unknownStatus(status));
  if (meaning.closed) return no('engine', at);
  return meaning.kind === 'available'
    ? unknown(NOT_TRIED)
    : unknown(`${meaning.reason}; no login was tried`);
}

/** Returns the reason for an unknown status, which AWS can add at any time. */
export function unknownStatus(status: string): string {
  return `AWS reports the unknown status '${status}'`;
}
