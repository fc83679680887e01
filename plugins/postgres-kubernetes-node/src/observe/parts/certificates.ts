import type { Part } from '@pgstage/backstage-plugin-postgres-common';
import { DAY } from '../EvaluationTime';

/** A certificate. @public */
export interface Certificate {
  /** Of the Secret that holds it. */
  name: string;
  /** In the operator's words where it cannot be read. */
  expiry: Date | string;
  /** Days before its end by which it should have been renewed. */
  limitDays: number;
}

/** Whole days; negative once it is over. */
export function daysUntil(end: Date, now: Date): number {
  return Math.floor((end.getTime() - now.getTime()) / DAY);
}

/** Certificates as parts of a database. @public */
export function certificateParts(
  certificates: Certificate[],
  now: Date,
): Part[] {
  return certificates.map(({ name, expiry, limitDays }) => {
    if (typeof expiry === 'string')
      return { kind: 'certificate', name, state: 'unknown', reason: expiry };
    const days = daysUntil(expiry, now);
    return {
      kind: 'certificate',
      name,
      state: days < limitDays ? 'attention' : 'working',
      reason:
        days < 0
          ? 'expired'
          : `expires in ${days} ${days === 1 ? 'day' : 'days'}`,
      expiresAt: expiry.toISOString(),
    };
  });
}
