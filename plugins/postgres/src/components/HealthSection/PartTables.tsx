import { Part } from '@pgstage/backstage-plugin-postgres-common';
import { ReasonText } from '../MessageText/ReasonText';
import { type TextOf, useMessageText } from '../../hooks/useMessageText';
import { formatBytes } from '../../format/bytes';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { Timestamp } from '../Timestamp/Timestamp';
import { Translate, useTranslate } from '../../translation';

const kinds: Part['kind'][] = [
  'service',
  'pooler',
  'volume',
  'certificate',
  'role',
  'database',
  'condition',
];

const columns = (t: Translate, textOf: TextOf): Column<Part>[] => [
  {
    label: t('name'),
    text: 'path',
    render: ({ name, title }) => (title ? textOf(title) : name),
  },
  {
    label: t('health.state'),
    render: ({ state, reason }) => (
      <StateLabel state={state} text={<ReasonText of={reason} />} />
    ),
  },
  {
    label: t('health.size'),
    text: 'short',
    optional: true,
    render: ({ sizeBytes }) =>
      sizeBytes === undefined ? undefined : formatBytes(sizeBytes),
  },
  {
    label: t('health.expires'),
    optional: true,
    render: ({ expiresAt }) => expiresAt && <Timestamp value={expiresAt} />,
  },
];

/** The dependent objects of a database in addition to its instances, one table for each kind. */
export const PartTables = ({ parts }: { parts: Part[] }) => {
  const t = useTranslate();
  const textOf = useMessageText();
  return (
    <>
      {kinds
        .map(kind => ({ kind, rows: parts.filter(part => part.kind === kind) }))
        .filter(({ rows }) => rows.length)
        .map(({ kind, rows }) => (
          <DataTable
            key={kind}
            caption={t(`health.part.${kind}`)}
            columns={columns(t, textOf)}
            rows={rows}
            rowKey={({ name }) => name}
          />
        ))}
    </>
  );
};
