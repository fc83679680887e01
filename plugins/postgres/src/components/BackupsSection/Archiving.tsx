import Typography from '@material-ui/core/Typography';
import { Backups } from '@pgstage/backstage-plugin-postgres-common';
import { evidenceOf } from '../../model/evidenceText';
import { StateLabel } from '../StateLabel/StateLabel';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';

const isPast = (moment: string) => Date.parse(moment) < Date.now();

/** Whether changes are protected as they happen, and when the next backup is due. */
export const Archiving = ({
  archiving,
  schedules,
  protectedUntil,
}: Pick<Backups, 'archiving' | 'schedules' | 'protectedUntil'>) => (
  <Typography component="div" variant="body2">
    <StateLabel
      state={archiving.state}
      evidence={evidenceOf(archiving)}
      text={<TextWithTimes text={archiving.reason} />}
    />
    {protectedUntil && (
      <div>
        What was changed until <Timestamp value={protectedUntil} /> is protected
      </div>
    )}
    {archiving.lastArchivedAt && (
      <div>
        Last archived <Timestamp value={archiving.lastArchivedAt} />
      </div>
    )}
    {archiving.lastFailedAt && (
      <div>
        Last failure <Timestamp value={archiving.lastFailedAt} />
      </div>
    )}
    {schedules.map(({ description, nextRunAt }) => (
      <div key={description}>
        Schedule: {description}
        {nextRunAt && (
          <>
            , {isPast(nextRunAt) ? 'was due' : 'next'}{' '}
            <Timestamp value={nextRunAt} />
          </>
        )}
      </div>
    ))}
    {!schedules.length && <div>No backup is scheduled.</div>}
  </Typography>
);
