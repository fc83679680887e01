import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { EvaluationInput } from '../EvaluationInput';
import { isDiskFull } from '../PhaseMeaning';
import { writesWait } from '../writesWait';

/** Returns the effect of a primary that does not work. */
export function primaryDownMeaning({ facts }: EvaluationInput): Message {
  return facts.readinessKnown && facts.ready === 0
    ? providerMessage('applicationsCannotConnect')
    : message('applicationsCannotWrite');
}

/** Returns the effect of a standby that is down. It mentions a working primary only if that is observed. */
export function standbyDownMeaning(input: EvaluationInput): Message {
  const { facts, operator } = input;
  const works =
    facts.readinessKnown &&
    facts.primary?.ready &&
    (facts.writable ?? 0) > 0 &&
    !isDiskFull(operator.phaseMeaning) &&
    !writesWait(input);
  return works
    ? message('standbyIsDownPrimaryWorks')
    : message('standbyIsDown');
}
