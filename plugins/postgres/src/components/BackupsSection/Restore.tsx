import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { availability } from '../../model/availability';
import { Operable, useActionDialog } from '../dialogs/useActionDialog';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { useTranslate } from '../../translation';

/** Button for a restore to a new database; if it is not permitted, who can do it. */
export const Restore = ({ operable }: { operable: Operable }) => {
  const t = useTranslate();
  const { view, staleness, backups } = operable;
  const { dialog, open } = useActionDialog(operable);
  const can = availability(t, view, 'restore', staleness);
  const { supported = true, reason = '' } = backups?.restore ?? {};
  return (
    <div>
      <Button
        variant="outlined"
        disabled={!can.available || !supported}
        onClick={event => open('restore', event.currentTarget)}
      >
        {t('backups.restoreButton')}
      </Button>
      <Typography variant="body2" color="textSecondary">
        {can.available && supported
          ? t('backups.restoreText')
          : t('backups.restoreUnavailable', {
              reason: (
                <TextWithTimes text={can.available ? reason : can.reason} />
              ),
            })}
      </Typography>
      {dialog}
    </div>
  );
};
