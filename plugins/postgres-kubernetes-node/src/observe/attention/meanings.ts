import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { DatabaseMoment } from '../DatabaseMoment';
import { isDiskFull } from '../PhaseMeaning';
import { writesWait } from '../writesWait';

/** What it means for those who use the database. */

/** What it means that the primary does not work. */
export function withoutPrimary({ facts }: DatabaseMoment): Message {
  return facts.told && facts.ready === 0
    ? message('applicationsCannotConnect')
    : message('applicationsCannotWrite');
}

/** What it means that a standby is down: that the primary works is said only where it is seen. */
export function lessSafe(moment: DatabaseMoment): Message {
  const { facts, operator } = moment;
  const works =
    facts.told &&
    facts.primary?.ready &&
    (facts.writable ?? 0) > 0 &&
    !isDiskFull(operator.meant) &&
    !writesWait(moment);
  return works
    ? message('standbyIsDownPrimaryWorks')
    : message('standbyIsDown');
}
