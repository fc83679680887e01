import { serviceParts } from '../observe/parts/services';
import { volumeParts } from '../observe/parts/volumes';
import type { LookRules } from '../observe/lookAt';
import { operationsOf } from './operationsOf';
import type { OperatorSnapshot, Seen } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';

/** How the base looks at databases that rules tell of. */
export const lookRulesOf = <Found extends OperatorSnapshot>(
  rules: Pick<OperatorRules<Found>, 'operations' | 'backups'>,
  see: (found: Found) => Seen<Found>,
): LookRules<Found> => ({
  observe: found => see(found).observed,
  partsOf: input => [
    ...serviceParts(input, see(input.found).report.services),
    ...volumeParts(input, {}),
  ],
  isRenewed: () => true,
  nextStepOf: (_moment, _pod, { nextStep }) => nextStep,
  ownCauses: () => [],
  operationsOf: (found, facts) => operationsOf(rules, { ...see(found), facts }),
  changesOf: () => ({}),
});
