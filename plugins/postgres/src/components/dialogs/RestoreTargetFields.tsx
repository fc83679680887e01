import TextField from '@material-ui/core/TextField';
import {
  Backup,
  RecoveryMoments,
} from '@pgstage/backstage-plugin-postgres-common';
import { formatLocal, formatUtc } from '../../format/time';
import { bounds, isOffered, readTarget } from '../../model/restoreTarget';
import { Choice } from '../Choice/Choice';
import { Timestamp } from '../Timestamp/Timestamp';

export interface RestoreTargetFieldsProps {
  window?: RecoveryMoments;
  /** Finished ones, newest first. */
  backups: Backup[];
  /** Id of a backup; nothing for a moment. */
  backup: string | undefined;
  moment: string;
  onBackup(id: string | undefined): void;
  onMoment(field: string): void;
}

const MOMENT = 'moment';

function labelOf({
  id,
  finishedAt,
  startedAt,
  restoreObstacle,
}: Backup): string {
  const label = `Backup ${id}, ${formatLocal(finishedAt ?? startedAt)}`;
  if (!restoreObstacle) return label;
  return restoreObstacle.kind === 'cannot'
    ? `${label}, cannot be restored`
    : `${label}, may not be restorable`;
}

/** What to restore: a moment inside the window, or one of the backups. */
export const RestoreTargetFields = (props: RestoreTargetFieldsProps) => {
  const { window, backups, backup, moment, onBackup, onMoment } = props;
  const target = window && readTarget(moment, window);
  const inside = window && bounds(window);
  return (
    <>
      <Choice
        label="What to restore"
        value={backup ?? MOMENT}
        options={[
          ...(window ? [{ value: MOMENT, label: 'A moment' }] : []),
          ...backups.map(each => ({
            value: each.id,
            label: labelOf(each),
            disabled: !isOffered(each),
          })),
        ]}
        onChange={value => onBackup(value === MOMENT ? undefined : value)}
      />
      {window && backup === undefined && (
        <TextField
          id="pgstage-restore-moment"
          type="datetime-local"
          label="Moment, in UTC"
          value={moment}
          onChange={event => onMoment(event.target.value)}
          error={!target}
          helperText={
            <>
              {[...(window.earlier ?? []), window]
                .map(
                  ({ from, to }) =>
                    `From ${formatUtc(from)} to ${formatUtc(to)}`,
                )
                .join('. ')}
              .
              {window.unproven &&
                ' Whether the archive leads to that is not known.'}
              {window.earlier &&
                ' Changes in between may be missing in the archive.'}
              {window.unprovenFrom &&
                ` Earlier ones, since ${formatUtc(
                  window.unprovenFrom,
                )}, may fail: whether the archive leads to them is not known.`}
              {window.unprovenTo &&
                ` Later ones may fail: how far the archive reaches is not known, at most to ${formatUtc(
                  window.unprovenTo,
                )}.`}
              {target && (
                <>
                  {' '}
                  Chosen: <Timestamp value={target} />.
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
