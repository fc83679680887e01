import { Member } from '@pgstage/backstage-plugin-postgres-common';
import { formatLag, replayLag } from '../../format/lag';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { Timestamp } from '../Timestamp/Timestamp';
import { evidenceOf } from '../../model/evidenceText';
import { roleText } from './roleText';
import { Translate, useTranslate } from '../../translation';

const notForPrimary = (member: Member, text: string | undefined) =>
  member.role === 'primary' ? '–' : text;

const columns = (t: Translate): Column<Member>[] => [
  { label: t('health.instance'), text: 'short', render: ({ name }) => name },
  { label: t('health.role'), render: member => roleText(t, member) },
  {
    label: t('health.state'),
    render: member => (
      <StateLabel
        state={member.state}
        text={member.reason}
        evidence={evidenceOf(member)}
      />
    ),
  },
  {
    label: t('health.replayLag'),
    text: 'short',
    render: member =>
      notForPrimary(member, formatLag(t, replayLag(member.lag))),
  },
  {
    label: t('health.sync'),
    render: member => notForPrimary(member, member.syncState),
  },
  {
    label: t('health.timeline'),
    text: 'short',
    render: member => member.timeline,
  },
  { label: t('health.node'), optional: true, render: ({ node }) => node },
  {
    label: t('health.zone'),
    text: 'short',
    optional: true,
    render: ({ zone }) => zone,
  },
  {
    label: t('health.restarts'),
    optional: true,
    // As text: a number of none would count as not known.
    render: ({ restarts }) => restarts?.toString(),
  },
  {
    label: t('health.host'),
    text: 'path',
    optional: true,
    render: ({ host, port }) =>
      host && (port === undefined ? host : `${host}:${port}`),
  },
  {
    label: t('health.since'),
    text: 'short',
    optional: true,
    unknown: '–',
    render: ({ since, sinceAtLeast }) => {
      const time = since && <Timestamp value={since} show="relative" />;
      return time && sinceAtLeast ? t('health.atLeast', { time }) : time;
    },
  },
];

/** One row per PostgreSQL server process. */
export const InstanceTable = ({ members }: { members: Member[] }) => {
  const t = useTranslate();
  return (
    <DataTable
      caption={t('health.instances')}
      columns={columns(t)}
      rows={members}
      rowKey={member => member.name}
    />
  );
};
