import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useMessageText } from '../../hooks/useMessageText';
import { availability } from '../../model/availability';
import { Operable, useActionDialog } from '../dialogs/useActionDialog';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { useTranslate } from '../../translation';

/** Button for a restore to a new database; if it is not permitted, who can do it. */
export const Restore = ({ operable }: { operable: Operable }) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const { view, staleness, backups } = operable;
  const { dialog, open } = useActionDialog(operable);
  const can = availability(t, textOf, view, 'restore', staleness);
  const here = backups?.restore;
  const refusal = here?.supported === false ? textOf(here.reason) : undefined;
  const reason = can.available ? refusal : can.reason;
  return (
    <div>
      <Button
        variant="outlined"
        disabled={Boolean(reason)}
        onClick={event => open('restore', event.currentTarget)}
      >
        {t('backups.restoreButton')}
      </Button>
      <Typography variant="body2" color="textSecondary">
        {reason
          ? t('backups.restoreUnavailable', {
              reason: <TextWithTimes text={reason} />,
            })
          : t('backups.restoreText')}
      </Typography>
      {dialog}
    </div>
  );
};
