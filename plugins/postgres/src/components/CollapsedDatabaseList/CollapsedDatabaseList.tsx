import { ReactNode, useState } from 'react';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useFirstDatabases } from '../../hooks/useFirstDatabases';
import { unreachable } from '../../model/staleness';
import { Column, DataTable } from '../DataTable/DataTable';
import { DatabaseDialogProps } from '../dialogs/types';
import { Disclosure } from '../Disclosure/Disclosure';
import { Stale } from '../StateLabel/Stale';
import { Translate, useTranslate } from '../../translation';

export interface CollapsedDatabaseListProps {
  which: 'unbound' | 'dangling';
  summary(total: number): string;
  /** Caption of the table; `first` is set if the table contains only the first databases. */
  caption(first: number | undefined): string;
  /** Columns in addition to name and location. */
  columns(choose: (database: DatabaseView) => void): Column<DatabaseView>[];
  /** Dialog for the selected database. */
  dialog(props: DatabaseDialogProps): ReactNode;
  /** Content before the table. */
  children?: (databases: DatabaseView[], onDone: () => void) => ReactNode;
  onChanged(): void;
}

const names = (t: Translate): Column<DatabaseView>[] => [
  { label: t('name'), text: 'path', render: ({ name }) => name },
  {
    label: t('page.databases.location'),
    text: 'path',
    render: ({ location, provider }) =>
      t('page.databases.locationOf', { location, provider }),
  },
];

/** A collapsed list of databases that need administration; nothing if there are none. */
export const CollapsedDatabaseList = (props: CollapsedDatabaseListProps) => {
  const { which, summary, caption, columns, dialog, children, onChanged } =
    props;
  const t = useTranslate();
  // Users without access do not need the error either.
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
      <Disclosure summary={summary(totalItems)}>
        {children?.(items, onDone)}
        <DataTable
          caption={caption(
            totalItems > items.length ? items.length : undefined,
          )}
          columns={[...names(t), ...columns(setChosen)]}
          rows={items}
          rowKey={({ ref }) => ref}
        />
      </Disclosure>
      {chosen &&
        dialog({
          view: chosen,
          staleness: unreachable(t, chosen),
          onDone,
          onClose: () => setChosen(undefined),
        })}
    </Stale>
  );
};
