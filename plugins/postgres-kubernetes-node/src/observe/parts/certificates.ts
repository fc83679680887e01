import type { Part } from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import { DAY } from '../EvaluationTime';

/** A certificate of a database. @public */
export interface Certificate {
  /** Name of the Secret that holds it. */
  name: string;
  /** In the operator's format if it cannot be parsed. */
  expiry: Date | string;
  /** Days before its expiry by which it should have been renewed. */
  limitDays: number;
}

/** Returns whole days; negative after the time has passed. */
export function daysUntil(end: Date, now: Date): number {
  return Math.floor((end.getTime() - now.getTime()) / DAY);
}

/** Returns certificates as parts of a database. @public */
export function certificateParts(
  certificates: Certificate[],
  now: Date,
): Part[] {
  return certificates.map(({ name, expiry, limitDays }) => {
    if (typeof expiry === 'string')
      return {
        kind: 'certificate',
        name,
        state: 'unknown',
        reason: providerMessage('verbatim', { text: expiry }),
      };
    const days = daysUntil(expiry, now);
    return {
      kind: 'certificate',
      name,
      state: days < limitDays ? 'attention' : 'working',
      reason:
        days < 0 ? message('expired') : message('expires', { count: days }),
      expiresAt: expiry.toISOString(),
    };
  });
}
