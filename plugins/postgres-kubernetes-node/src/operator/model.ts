import { databaseModelOf, partKindsOf } from '../model/databaseModelOf';
import type { Snapshot } from '../model/Snapshot';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';

/** Returns the model of cached databases with their backups. */
export const modelOf = <TSnapshot extends OperatorSnapshot>({
  id,
  kind,
  labels,
  backups,
}: Pick<OperatorRules<TSnapshot>, 'id' | 'kind' | 'labels' | 'backups'>) =>
  databaseModelOf<TSnapshot>(
    id,
    { clusters: kind, backups: backups.kind, ...partKindsOf(labels) },
    // Everything that an operator's snapshot adds to that of the base.
    parts =>
      ({ backups: parts(backups.kind) } as Pick<TSnapshot, 'backups'> as Omit<
        TSnapshot,
        keyof Snapshot
      >),
  );
