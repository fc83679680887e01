import { ReactNode, useState } from 'react';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useFirstDatabases } from '../../hooks/useFirstDatabases';
import { unreachable } from '../../model/staleness';
import { Column, DataTable } from '../DataTable/DataTable';
import { DatabaseDialogProps } from '../dialogs/types';
import { Fold } from '../Fold/Fold';
import { Stale } from '../StateLabel/Stale';

export interface FoldedDatabasesProps {
  which: 'unbound' | 'dangling';
  summary(total: number): string;
  /** What the databases of the table have in common: "without an entity". */
  caption: string;
  /** Beside name and location. */
  columns(choose: (database: DatabaseView) => void): Column<DatabaseView>[];
  /** What to do about the one that was chosen. */
  dialog(props: DatabaseDialogProps): ReactNode;
  /** Before the table. */
  children?: (databases: DatabaseView[], onDone: () => void) => ReactNode;
  onChanged(): void;
}

const names: Column<DatabaseView>[] = [
  { label: 'Name', text: 'path', render: ({ name }) => name },
  {
    label: 'Location',
    text: 'path',
    render: ({ location, provider }) => `${location} (${provider})`,
  },
];

/** For those who look after databases: some that need it, behind one line; nothing where there is none. */
export const FoldedDatabases = (props: FoldedDatabasesProps) => {
  const { which, summary, caption, columns, dialog, children, onChanged } =
    props;
  // Who may not see them has no use for the error either.
  const { data, failures, refresh } = useFirstDatabases(which);
  const [chosen, setChosen] = useState<DatabaseView>();
  if (!data?.items.length) return null;
  const { items, totalItems } = data;
  const onDone = () => {
    refresh();
    onChanged();
  };
  return (
    <Stale when={failures > 1}>
      <Fold summary={summary(totalItems)}>
        {children?.(items, onDone)}
        <DataTable
          caption={
            totalItems > items.length
              ? `The first ${items.length} databases ${caption}`
              : `Databases ${caption}`
          }
          columns={[...names, ...columns(setChosen)]}
          rows={items}
          rowKey={({ ref }) => ref}
        />
      </Fold>
      {chosen &&
        dialog({
          view: chosen,
          staleness: unreachable(chosen),
          onDone,
          onClose: () => setChosen(undefined),
        })}
    </Stale>
  );
};
