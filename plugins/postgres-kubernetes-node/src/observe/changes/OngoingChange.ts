import type { Change } from './Change';
import type { EvaluationInput } from '../EvaluationInput';

/** What goes on in a database over several looks at it, and cannot be seen in one. @public */
export interface OngoingChange {
  /** What is being done on purpose, until every instance is ready again. */
  plan?: string;
  /** A primary failed, and another one does not yet stand in for it. */
  failover: boolean;
  /** The request for a restart that the operator has begun with. */
  begun?: string;
  /** The definition that was seen last, by its generation, and when it replaced another. */
  definition?: { generation?: number; changedAt?: Date };
  /** For how many instances it was complete. */
  completeFor?: number;
}

/** A plan that was not seen from its beginning. */
export const UNKNOWN_PLAN = 'Changing';

/** What is being done to a database, and what is to be remembered of it. */
export interface ChangeResult {
  change?: Change;
  ongoing: OngoingChange;
}

/** A moment in which this is the plan. */
export function planned(
  input: EvaluationInput,
  plan: string | undefined,
): EvaluationInput {
  return { ...input, ongoing: { ...input.ongoing, plan } };
}

/** A moment in which this is the plan, unless there is one. */
export function plannedAtLeast(
  input: EvaluationInput,
  plan: string,
): EvaluationInput {
  return planned(input, input.ongoing.plan ?? plan);
}
