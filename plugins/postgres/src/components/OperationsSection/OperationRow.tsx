import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Action } from '../../model/actions';
import { useDangerStyles } from '../../styles/useDangerStyles';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  button: {
    minHeight: 44,
    width: 330,
    maxWidth: '100%',
    justifyContent: 'flex-start',
    textAlign: 'left',
  },
  description: { flex: '1 1 260px', minWidth: 0 },
}));

export interface OperationRowProps {
  action: Action;
  onStart(button: HTMLElement): void;
}

/** One operation with its effect on users of the database, and why it is disabled. */
export const OperationRow = ({ action, onStart }: OperationRowProps) => {
  const { id, title, effect, danger, can } = action;
  const classes = useStyles();
  const t = useTranslate();
  const dangerClasses = useDangerStyles();
  const look = danger && can.available ? dangerClasses.outlined : '';
  const descriptionId = `pgstage-operation-${id}`;
  return (
    <li className={classes.row}>
      <Button
        variant="outlined"
        className={`${classes.button} ${look}`}
        disabled={!can.available}
        aria-describedby={descriptionId}
        onClick={event => onStart(event.currentTarget)}
      >
        {title}
      </Button>
      <div id={descriptionId} className={classes.description}>
        <Typography variant="body2">{effect}</Typography>
        {!can.available && !can.lacks && (
          <Typography variant="body2" color="textSecondary">
            {t('operation.notAvailable', {
              reason: <TextWithTimes text={can.reason} />,
            })}
          </Typography>
        )}
      </div>
    </li>
  );
};
