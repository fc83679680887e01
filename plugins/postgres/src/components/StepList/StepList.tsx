import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Step } from '@pgstage/backstage-plugin-postgres-common';
import { StateLabel, StateLabelProps } from '../StateLabel/StateLabel';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';

const useStyles = makeStyles(theme => ({
  root: { listStyle: 'none', margin: 0, padding: 0 },
  step: { padding: theme.spacing(0.5, 0) },
  detail: {
    color: theme.palette.text.secondary,
    paddingLeft: theme.spacing(3.5),
  },
}));

const looks: Record<
  Step['state'],
  { state: StateLabelProps['state']; word: string }
> = {
  pending: { state: 'pending', word: 'waiting' },
  running: { state: 'changing', word: 'running' },
  done: { state: 'working', word: 'done' },
  failed: { state: 'attention', word: 'failed' },
};

/** How far a database has come, in the same steps as the template's log. */
export const StepList = ({ steps }: { steps: Step[] }) => {
  const classes = useStyles();
  return (
    <ol className={classes.root} aria-label="Steps">
      {steps.map(({ id, title, state, message, finishedAt }) => (
        <li key={id} className={classes.step}>
          <StateLabel
            state={looks[state].state}
            severe={state === 'failed'}
            text={`${title}: ${looks[state].word}`}
          />
          {(message || finishedAt) && (
            <Typography variant="body2" className={classes.detail}>
              {message && <TextWithTimes text={message} />}{' '}
              {finishedAt && <Timestamp value={finishedAt} show="relative" />}
            </Typography>
          )}
        </li>
      ))}
    </ol>
  );
};
