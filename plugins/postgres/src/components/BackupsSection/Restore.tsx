import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { availability } from '../../model/availability';
import { Operable, useActionDialog } from '../dialogs/useActionDialog';
import { TextWithTimes } from '../Timestamp/TextWithTimes';

/** The way from backups to a new database; where there is none, who has one. */
export const Restore = ({ operable }: { operable: Operable }) => {
  const { view, staleness, backups } = operable;
  const { dialog, open } = useActionDialog(operable);
  const can = availability(view, 'restore', staleness);
  const { supported = true, reason = '' } = backups?.restore ?? {};
  return (
    <div>
      <Button
        variant="outlined"
        disabled={!can.available || !supported}
        onClick={event => open('restore', event.currentTarget)}
      >
        Restore to a new database…
      </Button>
      <Typography variant="body2" color="textSecondary">
        {can.available && supported ? (
          'From a moment or one of these backups. This database stays as it is: to go back in place, restore beside it and point the applications there.'
        ) : (
          <TextWithTimes
            text={`Restore is not available here. ${
              can.available ? reason : can.reason
            }`}
          />
        )}
      </Typography>
      {dialog}
    </div>
  );
};
