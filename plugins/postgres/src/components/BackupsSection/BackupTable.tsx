import {
  Backup,
  Backups,
  DatabaseState,
} from '@pgstage/backstage-plugin-postgres-common';
import { formatBytes } from '../../format/bytes';
import { formatSeconds } from '../../format/duration';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';

const states: Record<Backup['status'], DatabaseState> = {
  running: 'changing',
  finished: 'working',
  failed: 'attention',
};

function took({ startedAt, finishedAt }: Backup): string {
  const seconds =
    finishedAt && (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  // Two clocks tell them, and one that failed early may have no start.
  return typeof seconds === 'number' && seconds >= 0
    ? formatSeconds(seconds)
    : '–';
}

const Verified = ({ verified, status }: Backup) => {
  if (!verified) return <>{status === 'finished' ? 'not verified' : '–'}</>;
  return (
    <>
      <StateLabel
        state={verified.ok ? 'working' : 'attention'}
        severe={!verified.ok}
        text={verified.ok ? 'read through' : 'damaged'}
      />{' '}
      <Timestamp value={verified.at} show="relative" />
      {verified.message && <div>{verified.message}</div>}
    </>
  );
};

function columns(methods: Backups['methods']): Column<Backup>[] {
  return [
    {
      label: 'Started',
      render: backup => <Timestamp value={backup.startedAt} />,
    },
    {
      label: 'Status',
      render: ({ status, error, restoreObstacle }) => (
        <>
          <StateLabel
            state={restoreObstacle ? 'unknown' : states[status]}
            severe={status === 'failed'}
            text={status}
          />
          {error && <div>{error}</div>}
          {restoreObstacle && (
            <div>
              <TextWithTimes text={restoreObstacle.what} />
            </div>
          )}
        </>
      ),
    },
    { label: 'Took', render: took, text: 'short' },
    {
      label: 'Size',
      text: 'short',
      render: ({ sizeBytes, status }) =>
        sizeBytes === undefined
          ? (status !== 'finished' && '–') || undefined
          : formatBytes(sizeBytes),
    },
    {
      label: 'Holds',
      render: ({ scope, method }) =>
        `${scope === 'server' ? 'the whole server' : 'this database'} (${
          methods.find(({ id }) => id === method)?.title ?? method
        })`,
    },
    { label: 'Where', text: 'path', render: backup => backup.location },
    { label: 'Verified', render: backup => <Verified {...backup} /> },
  ];
}

/** Every backup, the failed ones too, newest first. */
export const BackupTable = ({
  backups,
  methods,
}: Pick<Backups, 'backups' | 'methods'>) => (
  <DataTable
    caption="Backups, newest first"
    columns={columns(methods)}
    rows={backups}
    rowKey={backup => backup.id}
  />
);
