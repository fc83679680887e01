import {
  Backups,
  DatabaseView,
  Health,
  Message,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import { Staleness } from '../../model/availability';

export interface DatabaseDialogProps {
  view: DatabaseView;
  /** Why no operation may be started, even if the dialog is already open. */
  staleness: Staleness;
  /** What the provider notes about the operation. */
  notes?: Message[];
  /** Description of its provider; absent while it is loading. */
  provider?: ProviderDescription;
  /** Current health and backups. */
  health?: Health;
  backups?: Backups;
  /** The backups are still loading. */
  readingBackups?: boolean;
  /** Called when the operation has succeeded. */
  onDone(): void;
  onClose(): void;
}
