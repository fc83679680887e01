import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Step } from '@pgstage/backstage-plugin-postgres-common';
import { StateLabel, StateLabelProps } from '../StateLabel/StateLabel';
import { MessageText } from '../MessageText/MessageText';
import { Timestamp } from '../Timestamp/Timestamp';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: { listStyle: 'none', margin: 0, padding: 0 },
  step: { padding: theme.spacing(0.5, 0) },
  detail: {
    color: theme.palette.text.secondary,
    paddingLeft: theme.spacing(3.5),
  },
}));

const looks: Record<Step['state'], StateLabelProps['state']> = {
  pending: 'pending',
  running: 'changing',
  done: 'working',
  failed: 'attention',
};

/** The steps of a database, the same as in the task log of the template. */
export const StepList = ({ steps }: { steps: Step[] }) => {
  const classes = useStyles();
  const t = useTranslate();
  return (
    <ol className={classes.root} aria-label={t('tiles.change.steps')}>
      {steps.map(({ id, title, state, message, finishedAt }) => (
        <li key={id} className={classes.step}>
          <StateLabel
            state={looks[state]}
            severe={state === 'failed'}
            text={t(`tiles.change.step.${state}`, {
              step: <MessageText of={title} />,
            })}
          />
          {(message || finishedAt) && (
            <Typography variant="body2" className={classes.detail}>
              {message && <MessageText of={message} />}{' '}
              {finishedAt && <Timestamp value={finishedAt} show="relative" />}
            </Typography>
          )}
        </li>
      ))}
    </ol>
  );
};
