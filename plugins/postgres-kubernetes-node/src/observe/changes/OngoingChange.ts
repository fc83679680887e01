import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { Change } from './Change';
import type { EvaluationInput } from '../EvaluationInput';

/** A change that spans several evaluations and cannot be derived from one snapshot. @public */
export interface OngoingChange {
  /** The planned change, until every instance is ready again. */
  plan?: Message;
  /** A primary failed, and no other one has taken over yet. */
  failover: boolean;
  /** The restart request that the operator has started to process. */
  begun?: string;
  /** The last observed generation of the spec, and when it replaced another. */
  definition?: { generation?: number; changedAt?: Date };
  /** The number of instances for which it was last complete. */
  completeFor?: number;
}

/** A plan whose beginning was not observed. */
export const UNKNOWN_PLAN = message('changing');

/** The plan to create the first instance. */
export const CREATION = message('creating');

/** Whether a plan is the other one, whatever its words. */
export function isPlan(plan: Message | undefined, other: Message): boolean {
  return plan?.id === other.id;
}

/** The change in progress, and the state for the next evaluation. */
export interface ChangeResult {
  change?: Change;
  ongoing: OngoingChange;
}

/** Returns the result with this plan. */
export function planned(
  input: EvaluationInput,
  plan: Message | undefined,
): EvaluationInput {
  return { ...input, ongoing: { ...input.ongoing, plan } };
}

/** Returns the result with this plan, unless there already is one. */
export function plannedAtLeast(
  input: EvaluationInput,
  plan: Message,
): EvaluationInput {
  return planned(input, input.ongoing.plan ?? plan);
}
