import { Member } from '@pgstage/backstage-plugin-postgres-common';
import { formatLag, replayLag } from '../../format/lag';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { Timestamp } from '../Timestamp/Timestamp';
import { evidenceOf } from '../../model/evidenceText';
import { memberRole } from './memberRole';

const notForPrimary = (member: Member, text: string | undefined) =>
  member.role === 'primary' ? '–' : text;

const columns: Column<Member>[] = [
  { label: 'Member', text: 'short', render: member => member.name },
  { label: 'Role', render: memberRole },
  {
    label: 'State',
    render: member => (
      <StateLabel
        state={member.state}
        text={member.reason}
        evidence={evidenceOf(member)}
      />
    ),
  },
  {
    label: 'Replay lag',
    text: 'short',
    render: member => notForPrimary(member, formatLag(replayLag(member.lag))),
  },
  { label: 'Sync', render: member => notForPrimary(member, member.syncState) },
  { label: 'Timeline', text: 'short', render: member => member.timeline },
  { label: 'Node', optional: true, render: ({ node }) => node },
  { label: 'Zone', text: 'short', optional: true, render: ({ zone }) => zone },
  {
    label: 'Restarts',
    optional: true,
    // As text: a number of none would count as not known.
    render: ({ restarts }) => restarts?.toString(),
  },
  {
    label: 'Host',
    text: 'path',
    optional: true,
    render: ({ host, port }) =>
      host && (port === undefined ? host : `${host}:${port}`),
  },
  {
    label: 'Since',
    text: 'short',
    optional: true,
    unknown: '–',
    render: ({ since, sinceAtLeast }) =>
      since && (
        <>
          {sinceAtLeast && 'at least '}
          <Timestamp value={since} show="relative" />
        </>
      ),
  },
];

/** One row per PostgreSQL server process. */
export const MemberTable = ({ members }: { members: Member[] }) => (
  <DataTable
    caption="Members: the PostgreSQL servers that hold this database"
    columns={columns}
    rows={members}
    rowKey={member => member.name}
  />
);
