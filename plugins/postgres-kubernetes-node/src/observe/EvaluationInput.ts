import type { BackupRuleInput } from '../backups/attention/BackupRuleInput';
import type { Snapshot } from '../model/Snapshot';
import type { OngoingChange } from './changes/OngoingChange';
import type { DatabaseFacts } from './DatabaseFacts';
import type { EvaluationTime } from './EvaluationTime';
import type { OperatorStatus } from './OperatorStatus';
import type { RequestStatus } from './requested';

/** Input for the rules that derive the change in progress. @public */
export interface EvaluationInput<TSnapshot extends Snapshot = Snapshot>
  extends EvaluationTime {
  snapshot: TSnapshot;
  facts: DatabaseFacts;
  operator: OperatorStatus;
  /** Requested objects besides the database and its login. */
  requested: RequestStatus[];
  /** The change that spans evaluations: from the previous evaluation, or updated by this one. */
  ongoing: OngoingChange;
}

/** The same with the facts about backups: input for all attention rules. @public */
export type RuleInput<TSnapshot extends Snapshot = Snapshot> =
  EvaluationInput<TSnapshot> & Pick<BackupRuleInput, 'backups' | 'range'>;

/** Returns since when the operator reports it as not ready. */
export function unreadySince({
  operator: { ready },
}: Pick<EvaluationInput, 'operator'>): string | undefined {
  return ready && !ready.is ? ready.since : undefined;
}
