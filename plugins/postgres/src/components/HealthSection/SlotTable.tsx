import { Slot } from '@pgstage/backstage-plugin-postgres-common';
import { formatBytes } from '../../format/bytes';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { Translate, useTranslate } from '../../translation';

const columns = (t: Translate): Column<Slot>[] => [
  { label: t('health.slot'), render: slot => slot.name },
  { label: t('health.slotType'), render: slot => slot.type },
  {
    label: t('health.state'),
    render: ({ active }) =>
      active ? (
        <StateLabel state="working" text={t('health.slotActive')} />
      ) : (
        <StateLabel state="attention" text={t('health.slotInactive')} />
      ),
  },
  {
    label: t('health.retainedWal'),
    render: ({ retainedBytes }) =>
      retainedBytes === undefined ? undefined : formatBytes(retainedBytes),
  },
  { label: t('health.walStatus'), render: slot => slot.walStatus },
];

/** Table of the replication slots: an unused slot fills the disk. */
export const SlotTable = ({ slots }: { slots: Slot[] }) => {
  const t = useTranslate();
  return (
    <DataTable
      caption={t('health.slots')}
      columns={columns(t)}
      rows={slots}
      rowKey={slot => slot.name}
    />
  );
};
