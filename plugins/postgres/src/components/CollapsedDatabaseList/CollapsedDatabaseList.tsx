import { ReactNode, useState } from 'react';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useFirstDatabases } from '../../hooks/useFirstDatabases';
import { unreachable } from '../../model/staleness';
import { Column, DataTable } from '../DataTable/DataTable';
import { DatabaseDialogProps } from '../dialogs/types';
import { Disclosure } from '../Disclosure/Disclosure';
import { Stale } from '../StateLabel/Stale';
import { Translate, useTranslate } from '../../translation';

export interface FoldedDatabasesProps {
  which: 'unbound' | 'dangling';
  summary(total: number): string;
  /** Of the table; `first` where it holds only so many. */
  caption(first: number | undefined): string;
  /** Beside name and location. */
  columns(choose: (database: DatabaseView) => void): Column<DatabaseView>[];
  /** What to do about the one that was chosen. */
  dialog(props: DatabaseDialogProps): ReactNode;
  /** Before the table. */
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

/** For those who look after databases: some that need it, behind one line; nothing where there is none. */
export const CollapsedDatabaseList = (props: FoldedDatabasesProps) => {
  const { which, summary, caption, columns, dialog, children, onChanged } =
    props;
  const t = useTranslate();
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
