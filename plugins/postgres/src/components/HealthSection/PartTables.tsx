import { Part } from '@pgstage/backstage-plugin-postgres-common';
import { formatBytes } from '../../format/bytes';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { Timestamp } from '../Timestamp/Timestamp';

const captions: Record<Part['kind'], string> = {
  service: 'Services: where clients reach the members',
  pooler: 'Poolers: they keep sessions for applications',
  volume: 'Volumes: where the data lies',
  certificate: 'Certificates',
  role: 'Declared roles',
  database: 'Declared databases',
  condition: 'Conditions that the operator reports',
};
const kinds = Object.keys(captions) as Part['kind'][];

const columns: Column<Part>[] = [
  { label: 'Name', text: 'path', render: ({ name }) => name },
  {
    label: 'State',
    render: ({ state, reason }) => <StateLabel state={state} text={reason} />,
  },
  {
    label: 'Size',
    text: 'short',
    optional: true,
    render: ({ sizeBytes }) =>
      sizeBytes === undefined ? undefined : formatBytes(sizeBytes),
  },
  {
    label: 'Expires',
    optional: true,
    render: ({ expiresAt }) => expiresAt && <Timestamp value={expiresAt} />,
  },
];

/** What a database consists of besides its members, one table per kind. */
export const PartTables = ({ parts }: { parts: Part[] }) => (
  <>
    {kinds
      .map(kind => ({ kind, rows: parts.filter(part => part.kind === kind) }))
      .filter(({ rows }) => rows.length)
      .map(({ kind, rows }) => (
        <DataTable
          key={kind}
          caption={captions[kind]}
          columns={columns}
          rows={rows}
          rowKey={({ name }) => name}
        />
      ))}
  </>
);
