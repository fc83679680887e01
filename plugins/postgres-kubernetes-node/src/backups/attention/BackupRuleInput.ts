import type { InstanceFacts } from '../../observe/Instance';
import type { EvaluationTime } from '../../observe/EvaluationTime';
import type { BackupFacts } from '../BackupFacts';
import type { RecoveryRange } from '../recoveryRange';

/** A database at one moment, as far as its backups are judged. @public */
export interface BackupRuleInput extends EvaluationTime {
  backups: BackupFacts;
  /** What follows from them. */
  range: RecoveryRange;
  facts: Pick<InstanceFacts, 'ready' | 'hibernated'>;
}
