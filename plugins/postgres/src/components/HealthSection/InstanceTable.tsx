import { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import { ReasonText } from '../MessageText/ReasonText';
import { formatLag, replayLag } from '../../format/lag';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { Timestamp } from '../Timestamp/Timestamp';
import { evidenceOf } from '../../model/evidenceText';
import { roleText } from './roleText';
import { Translate, useTranslate } from '../../translation';

const columns = (t: Translate): Column<InstanceHealth>[] => [
  { label: t('health.instance'), text: 'short', render: ({ name }) => name },
  { label: t('health.role'), render: instance => roleText(t, instance) },
  {
    label: t('health.state'),
    render: instance => (
      <StateLabel
        state={instance.state}
        text={<ReasonText of={instance.reason} />}
        evidence={evidenceOf(instance)}
      />
    ),
  },
  {
    label: t('health.replayLag'),
    text: 'short',
    render: instance =>
      instance.role === 'primary' ? '–' : formatLag(t, replayLag(instance.lag)),
  },
  {
    label: t('health.timeline'),
    text: 'short',
    render: instance => instance.timeline,
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
    // As text, because zero would count as unknown.
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

/** Table with one row for each instance. */
export const InstanceTable = ({
  instances,
}: {
  instances: InstanceHealth[];
}) => {
  const t = useTranslate();
  return (
    <DataTable
      caption={t('health.instances')}
      columns={columns(t)}
      rows={instances}
      rowKey={instance => instance.name}
    />
  );
};
