import Typography from '@material-ui/core/Typography';
import { Backups } from '@pgstage/backstage-plugin-postgres-common';
import { type TextOf, useMessageText } from '../../hooks/useMessageText';
import { evidenceOf } from '../../model/evidenceText';
import { StateLabel } from '../StateLabel/StateLabel';
import { ReasonText } from '../MessageText/ReasonText';
import { Timestamp } from '../Timestamp/Timestamp';
import { Translate, useTranslate } from '../../translation';

const isPast = (moment: string) => Date.parse(moment) < Date.now();

/** Shows whether WAL is archived continuously, and when the next backup is due. */
export const Archiving = ({
  archiving,
  schedules,
  protectedUntil,
}: Pick<Backups, 'archiving' | 'schedules' | 'protectedUntil'>) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const facts = [
    ['protectedUntil', protectedUntil],
    ['lastArchived', archiving.lastArchivedAt],
    ['lastFailure', archiving.lastFailedAt],
  ] as const;
  return (
    <Typography component="div" variant="body2">
      <StateLabel
        state={archiving.state}
        evidence={evidenceOf(archiving)}
        text={<ReasonText of={archiving.reason} />}
      />
      {facts.map(
        ([fact, at]) =>
          at && (
            <div key={fact}>
              {t(`backups.archiving.${fact}`, {
                time: <Timestamp value={at} />,
              })}
            </div>
          ),
      )}
      {schedules?.map(schedule => (
        <div key={schedule.description.text}>
          {scheduleText(t, textOf, schedule)}
        </div>
      ))}
      {schedules?.length === 0 && <div>{t('backups.noSchedule')}</div>}
    </Typography>
  );
};

function scheduleText(
  t: Translate,
  textOf: TextOf,
  {
    description,
    suspended,
    nextRunAt,
  }: NonNullable<Backups['schedules']>[number],
) {
  const schedule = textOf(description);
  if (suspended) return t('backups.scheduleSuspended', { schedule });
  if (!nextRunAt) return t('backups.schedule', { schedule });
  const time = <Timestamp value={nextRunAt} />;
  return isPast(nextRunAt)
    ? t('backups.scheduleDue', { schedule, time })
    : t('backups.scheduleNext', { schedule, time });
}
