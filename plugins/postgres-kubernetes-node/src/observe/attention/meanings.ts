import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { EvaluationInput } from '../EvaluationInput';
import { isDiskFull } from '../PhaseMeaning';
import { writesWait } from '../writesWait';

/** What it means for those who use the database. */

/** What it means that the primary does not work. */
export function withoutPrimary({ facts }: EvaluationInput): Message {
  return facts.told && facts.ready === 0
    ? message('applicationsCannotConnect')
    : message('applicationsCannotWrite');
}

/** What it means that a standby is down: that the primary works is said only where it is seen. */
export function standbyDownMeaning(input: EvaluationInput): Message {
  const { facts, operator } = input;
  const works =
    facts.told &&
    facts.primary?.ready &&
    (facts.writable ?? 0) > 0 &&
    !isDiskFull(operator.meant) &&
    !writesWait(input);
  return works
    ? message('standbyIsDownPrimaryWorks')
    : message('standbyIsDown');
}
