import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { toError } from '@backstage/errors';
import type { PolicyDatabase } from './rules';

/** A database for which every rule can be applied; the results do not matter. */
const ANY_DATABASE: PolicyDatabase = {
  provider: '',
  location: '',
  owners: [],
  entities: [],
  optionClass: 'free',
};

/**
 * Returns the first problem of the conditions of a decision: an unknown rule or
 * invalid parameters. Each condition is applied separately, because in a
 * combination a condition that holds would hide the next one.
 */
export function conditionProblem(
  decision: PolicyDecision,
  isAllowed: (decision: PolicyDecision, database: PolicyDatabase) => boolean,
): string | undefined {
  if (decision.result !== AuthorizeResult.CONDITIONAL) return undefined;
  for (const condition of conditionsOf(decision.conditions)) {
    try {
      isAllowed({ ...decision, conditions: condition }, ANY_DATABASE);
    } catch (error) {
      return `the rule ${JSON.stringify(condition.rule)} cannot be applied: ${
        toError(error).message
      }`;
    }
  }
  return undefined;
}

function conditionsOf(
  criteria: PermissionCriteria<PermissionCondition>,
): PermissionCondition[] {
  if ('allOf' in criteria) return criteria.allOf.flatMap(conditionsOf);
  if ('anyOf' in criteria) return criteria.anyOf.flatMap(conditionsOf);
  return 'not' in criteria ? conditionsOf(criteria.not) : [criteria];
}
