import type { BackupRuleInput } from '../backups/attention/BackupRuleInput';
import type { Snapshot } from '../model/Snapshot';
import type { OngoingChange } from './changes/OngoingChange';
import type { DatabaseFacts } from './DatabaseFacts';
import type { EvaluationTime } from './EvaluationTime';
import type { OperatorStatus } from './OperatorStatus';
import type { RequestStatus } from './requested';

/** A database at one moment: all that tells what is being done to it. @public */
export interface EvaluationInput<TSnapshot extends Snapshot = Snapshot>
  extends EvaluationTime {
  snapshot: TSnapshot;
  facts: DatabaseFacts;
  operator: OperatorStatus;
  /** What was asked for besides the database and its login. */
  requested: RequestStatus[];
  /** What was remembered of the course, or is from now on: of that look at the database which this moment is in. */
  ongoing: OngoingChange;
}

/** The same with what is known of its backups: all that the rules look at. @public */
export type RuleInput<TSnapshot extends Snapshot = Snapshot> =
  EvaluationInput<TSnapshot> & Pick<BackupRuleInput, 'backups' | 'range'>;

/** Since when the operator calls it not ready. */
export function unreadySince({
  operator: { ready },
}: Pick<EvaluationInput, 'operator'>): string | undefined {
  return ready && !ready.is ? ready.since : undefined;
}
