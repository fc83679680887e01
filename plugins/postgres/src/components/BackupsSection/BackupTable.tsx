import {
  Backup,
  Backups,
  DatabaseState,
} from '@pgstage/backstage-plugin-postgres-common';
import { formatBytes } from '../../format/bytes';
import { formatSeconds } from '../../format/duration';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { MessageText } from '../MessageText/MessageText';
import { Timestamp } from '../Timestamp/Timestamp';
import { TextOf, useMessageText } from '../../hooks/useMessageText';
import { Translate, useTranslate } from '../../translation';

const states: Record<Backup['status'], DatabaseState> = {
  running: 'changing',
  finished: 'working',
  failed: 'attention',
};

function took({ startedAt, finishedAt }: Backup): string {
  const seconds =
    finishedAt && (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  // The times come from two clocks, a backup that failed early may have no start, and
  // some engines report only one time.
  return typeof seconds === 'number' && seconds > 0
    ? formatSeconds(seconds)
    : '–';
}

const Verified = ({ verified, status }: Backup) => {
  const t = useTranslate();
  if (!verified)
    return <>{status === 'finished' ? t('backups.notVerified') : '–'}</>;
  return (
    <>
      <StateLabel
        state={verified.ok ? 'working' : 'attention'}
        severe={!verified.ok}
        text={verified.ok ? t('backups.passed') : t('backups.damaged')}
      />{' '}
      <Timestamp value={verified.at} show="relative" />
      {verified.message && <div>{verified.message}</div>}
    </>
  );
};

function columns(
  t: Translate,
  textOf: TextOf,
  methods: Backups['methods'],
): Column<Backup>[] {
  const titles = new Map(methods.map(({ id, title }) => [id, textOf(title)]));
  return [
    {
      label: t('backups.started'),
      render: backup => <Timestamp value={backup.startedAt} />,
    },
    {
      label: t('backups.status'),
      render: ({ status, error, restoreObstacle }) => (
        <>
          <StateLabel
            state={restoreObstacle ? 'unknown' : states[status]}
            severe={status === 'failed'}
            text={t(`backups.state.${status}`)}
          />
          {error && <div>{error}</div>}
          {restoreObstacle && (
            <div>
              <MessageText of={restoreObstacle.what} />
            </div>
          )}
        </>
      ),
    },
    { label: t('backups.duration'), render: took, text: 'short' },
    {
      label: t('backups.size'),
      text: 'short',
      render: ({ sizeBytes, status }) =>
        sizeBytes === undefined
          ? (status !== 'finished' && '–') || undefined
          : formatBytes(sizeBytes),
    },
    {
      label: t('backups.scope'),
      render: ({ scope, method }) =>
        t(`backups.of.${scope}`, {
          method: titles.get(method) ?? method,
        }),
    },
    {
      label: t('backups.location'),
      text: 'path',
      render: backup => backup.location,
    },
    {
      label: t('backups.verified'),
      render: backup => <Verified {...backup} />,
    },
  ];
}

/** Table of all backups, including failed ones, newest first. */
export const BackupTable = ({
  backups,
  methods,
}: Pick<Backups, 'backups' | 'methods'>) => {
  const t = useTranslate();
  const textOf = useMessageText();
  return (
    <DataTable
      caption={t('backups.table')}
      columns={columns(t, textOf, methods)}
      rows={backups}
      rowKey={backup => backup.id}
    />
  );
};
