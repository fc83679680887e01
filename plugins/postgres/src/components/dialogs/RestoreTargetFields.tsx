import TextField from '@material-ui/core/TextField';
import {
  Backup,
  RecoveryWindow,
} from '@pgstage/backstage-plugin-postgres-common';
import { formatLocal, formatUtc } from '../../format/time';
import { bounds, isOffered, readTarget } from '../../model/restoreTarget';
import { Choice } from '../Choice/Choice';
import { Timestamp } from '../Timestamp/Timestamp';
import { Translate, useTranslate } from '../../translation';

export interface RestoreTargetFieldsProps {
  window?: RecoveryWindow;
  /** Finished backups, newest first. */
  backups: Backup[];
  /** Id of a backup; undefined for a point in time. */
  backup: string | undefined;
  moment: string;
  onBackup(id: string | undefined): void;
  onMoment(field: string): void;
}

const MOMENT = 'moment';

function labelOf(
  t: Translate,
  { id, finishedAt, startedAt, restoreObstacle }: Backup,
): string {
  const facts = { id, time: formatLocal(finishedAt ?? startedAt) };
  if (!restoreObstacle) return t('lifecycle.restore.backup', facts);
  return restoreObstacle.kind === 'cannot'
    ? t('lifecycle.restore.backupCannot', facts)
    : t('lifecycle.restore.backupMaybe', facts);
}

/** Describes the selectable points in time. */
function momentsText(t: Translate, window: RecoveryWindow): string {
  const { earlier = [], unproven, unprovenFrom, unprovenTo } = window;
  return [
    ...[...earlier, window].map(({ from, to }) =>
      t('lifecycle.restore.range', {
        from: formatUtc(from),
        to: formatUtc(to),
      }),
    ),
    unproven && t('lifecycle.restore.unproven'),
    earlier.length > 0 && t('lifecycle.restore.gaps'),
    unprovenFrom &&
      t('lifecycle.restore.earlierUnknown', { time: formatUtc(unprovenFrom) }),
    unprovenTo &&
      t('lifecycle.restore.laterUnknown', { time: formatUtc(unprovenTo) }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Fields for what to restore: a point in time inside the window, or a backup. */
export const RestoreTargetFields = (props: RestoreTargetFieldsProps) => {
  const t = useTranslate();
  const { window, backups, backup, moment, onBackup, onMoment } = props;
  const target = window && readTarget(moment, window);
  const inside = window && bounds(window);
  return (
    <>
      <Choice
        id="restore"
        label={t('lifecycle.restore.what')}
        value={backup ?? MOMENT}
        options={[
          ...(window
            ? [{ value: MOMENT, label: t('lifecycle.restore.pointInTime') }]
            : []),
          ...backups.map(each => ({
            value: each.id,
            label: labelOf(t, each),
            disabled: !isOffered(each),
          })),
        ]}
        onChange={value => onBackup(value === MOMENT ? undefined : value)}
      />
      {window && backup === undefined && (
        <TextField
          id="pgstage-restore-moment"
          type="datetime-local"
          label={t('lifecycle.restore.moment')}
          value={moment}
          onChange={event => onMoment(event.target.value)}
          error={!target}
          helperText={
            <>
              {momentsText(t, window)}
              {target && (
                <>
                  {' '}
                  {t('lifecycle.restore.selected', {
                    time: <Timestamp value={target} />,
                  })}
                </>
              )}
            </>
          }
          inputProps={{ step: 1, min: inside?.from, max: inside?.to }}
          InputLabelProps={{ shrink: true }}
          variant="outlined"
          size="small"
          margin="normal"
          fullWidth
        />
      )}
    </>
  );
};
