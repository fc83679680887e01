import type { InstanceFacts } from '../../observe/Instance';
import type { EvaluationTime } from '../../observe/EvaluationTime';
import type { BackupFacts } from '../BackupFacts';
import type { RecoveryRange } from '../recoveryRange';

/** Input for the attention rules about backups. @public */
export interface BackupRuleInput extends EvaluationTime {
  backups: BackupFacts;
  /** The recovery range that follows from the backups. */
  range: RecoveryRange;
  facts: Pick<InstanceFacts, 'ready' | 'hibernated'>;
}
