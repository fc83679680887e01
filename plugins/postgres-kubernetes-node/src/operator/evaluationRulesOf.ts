import { serviceParts } from '../observe/parts/services';
import { volumeParts } from '../observe/parts/volumes';
import type { EvaluationRules } from '../observe/evaluateDatabase';
import { operationsOf } from './operationsOf';
import type { OperatorSnapshot, ObservedSnapshot } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';

/** Returns the evaluation rules of a provider from operator rules. */
export const evaluationRulesOf = <TSnapshot extends OperatorSnapshot>(
  rules: Pick<OperatorRules<TSnapshot>, 'operations' | 'backups'>,
  observe: (snapshot: TSnapshot) => ObservedSnapshot<TSnapshot>,
): EvaluationRules<TSnapshot> => ({
  observe: snapshot => observe(snapshot).observed,
  partsOf: input => [
    ...serviceParts(input, observe(input.snapshot).report.services),
    ...volumeParts(input, {}),
  ],
  isRenewed: () => true,
  nextStepOf: (_moment, _pod, { nextStep }) => nextStep,
  ownAttention: () => [],
  operationsOf: (snapshot, facts) =>
    operationsOf(rules, { ...observe(snapshot), facts }),
  changesOf: () => ({}),
});
