import { Slot } from '@pgstage/backstage-plugin-postgres-common';
import { formatBytes } from '../../format/bytes';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';

const columns: Column<Slot>[] = [
  { label: 'Slot', render: slot => slot.name },
  { label: 'Type', render: slot => slot.type },
  {
    label: 'State',
    render: ({ active }) =>
      active ? (
        <StateLabel state="working" text="in use" />
      ) : (
        <StateLabel state="attention" text="not in use" />
      ),
  },
  {
    label: 'WAL held back',
    render: ({ retainedBytes }) =>
      retainedBytes === undefined ? undefined : formatBytes(retainedBytes),
  },
  { label: 'WAL status', render: slot => slot.walStatus },
];

/** Replication slots: one that nobody uses fills the disk. */
export const SlotTable = ({ slots }: { slots: Slot[] }) => (
  <DataTable
    caption="Replication slots and the WAL that each keeps from being removed"
    columns={columns}
    rows={slots}
    rowKey={slot => slot.name}
  />
);
