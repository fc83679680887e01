import { ReactNode } from 'react';
import IconButton from '@material-ui/core/IconButton';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import RefreshIcon from '@material-ui/icons/Refresh';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Staleness } from '../../model/availability';
import { stateWord } from '../../model/stateWord';
import { StateLabel } from '../StateLabel/StateLabel';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';

const useStyles = makeStyles(theme => ({
  root: { color: theme.palette.text.primary, overflowWrap: 'anywhere' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
  },
  name: { fontSize: '1.5rem', fontWeight: 600, margin: 0 },
  refresh: { width: 44, height: 44, flexShrink: 0 },
  // The age changes its length all the time: what is pressed stays at its right end, on one line of its own where it is narrow.
  controls: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    marginLeft: 'auto',
    '& button': { flexShrink: 0 },
    [theme.breakpoints.down('xs')]: {
      flexBasis: '100%',
      '& > :first-child': { flex: 1 },
    },
  },
  facts: {
    margin: 0,
    '& dt, & dd': { display: 'inline', margin: 0 },
    '& dd': { fontWeight: 600 },
  },
  progress: {
    height: 2,
    '@media (prefers-reduced-motion: reduce)': { '& *': { animation: 'none' } },
  },
  still: { height: 2 },
}));

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name} </dt>
    <dd>{children}</dd>
  </div>
);

export interface DatabaseHeaderProps {
  view: DatabaseView;
  staleness: Staleness;
  /** When Backstage said so last. */
  answeredAt?: string;
  refreshing: boolean;
  onRefresh(): void;
  /** Actions on the database. */
  children: ReactNode;
}

/** Which database this is and how it is, always in view first. */
export const DatabaseHeader = (props: DatabaseHeaderProps) => {
  const { view, staleness, answeredAt, refreshing, onRefresh, children } =
    props;
  const { status, binding } = view;
  const classes = useStyles();
  const severe = view.attention.some(item => item.severity === 'error');
  const updated = (
    <>
      Updated{' '}
      <Timestamp
        // Who is told of each change at once knows that nothing changed since.
        value={(!view.unreachable && answeredAt) || view.observedAt}
        show="relative"
        everySeconds={1}
      />
    </>
  );
  return (
    <header className={classes.root}>
      <div className={classes.line}>
        <Typography variant="h2" className={classes.name}>
          {view.name}
        </Typography>
        <strong role="status">
          <StateLabel
            state={status.state}
            text={stateWord(view)}
            severe={severe}
            lastKnown={Boolean(staleness)}
            evidence={
              status.state === 'working' && view.usable.value
                ? view.usable
                : undefined
            }
          />
        </strong>
        <span className={classes.controls}>
          <Typography component="span" variant="body2">
            {staleness ? (
              <StateLabel state="attention" text={updated} />
            ) : (
              updated
            )}
          </Typography>
          <IconButton
            size="small"
            className={classes.refresh}
            aria-label="Refresh"
            title="Refresh"
            onClick={onRefresh}
          >
            <RefreshIcon />
          </IconButton>
          {children}
        </span>
      </div>
      <Typography variant="body2">
        <TextWithTimes text={status.reason} />,{' '}
        {status.sinceAtLeast && 'at least '}since{' '}
        <Timestamp value={status.since} />
      </Typography>
      <Typography
        variant="body2"
        component="dl"
        className={`${classes.line} ${classes.facts}`}
      >
        <Fact name="Owner">
          {binding ? (
            <EntityRefLink entityRef={binding.owner} defaultKind="group" />
          ) : (
            'none'
          )}
        </Fact>
        <Fact name="PostgreSQL">{view.serverVersion ?? 'version unknown'}</Fact>
        <Fact name="Provider">{view.provider}</Fact>
        <Fact name="Location">{view.location}</Fact>
        <Fact name="Deletion protection">
          {view.spec.protected ? 'on' : 'off'}
        </Fact>
      </Typography>
      {refreshing ? (
        <LinearProgress className={classes.progress} aria-label="Refreshing" />
      ) : (
        <div className={classes.still} />
      )}
    </header>
  );
};
