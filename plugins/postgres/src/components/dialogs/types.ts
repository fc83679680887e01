import {
  Backups,
  DatabaseView,
  Health,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import { Staleness } from '../../model/availability';

export interface DatabaseDialogProps {
  view: DatabaseView;
  /** Why nothing may be started now, even where the dialog was open before. */
  staleness: Staleness;
  /** What its provider offers; absent: not known yet. */
  provider?: ProviderDescription;
  /** What is known of instances and of backups just now. */
  health?: Health;
  backups?: Backups;
  /** The backups have not come yet, nor a reason why not. */
  readingBackups?: boolean;
  /** It was done. */
  onDone(): void;
  onClose(): void;
}
