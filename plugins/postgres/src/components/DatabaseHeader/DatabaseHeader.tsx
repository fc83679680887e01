import { ReactNode } from 'react';
import IconButton from '@material-ui/core/IconButton';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import RefreshIcon from '@material-ui/icons/Refresh';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Staleness } from '../../model/availability';
import { stateText } from '../../model/stateText';
import { StateLabel } from '../StateLabel/StateLabel';
import { Timestamp } from '../Timestamp/Timestamp';
import { StateSince } from './StateSince';
import { useTranslate } from '../../translation';

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
  // The text of the age changes its length: the buttons stay at its right end,
  // or on a separate line on a narrow screen.
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
  /** Time of the last response of Backstage. */
  receivedAt?: string;
  refreshing: boolean;
  onRefresh(): void;
  /** Actions on the database. */
  children: ReactNode;
}

/** Name and state of the database, always in view. */
export const DatabaseHeader = (props: DatabaseHeaderProps) => {
  const {
    view,
    staleness,
    receivedAt: receivedAt,
    refreshing,
    onRefresh,
    children,
  } = props;
  const { status, binding } = view;
  const classes = useStyles();
  const t = useTranslate();

  const severe = view.attention.some(item => item.severity === 'error');
  const updated = t('page.header.updated', {
    time: (
      <Timestamp
        // With the long poll, a response proves that nothing has changed since.
        value={(!view.unreachable && receivedAt) || view.observedAt}
        show="relative"
        everySeconds={1}
      />
    ),
  });
  return (
    <header className={classes.root}>
      <div className={classes.line}>
        <Typography variant="h2" className={classes.name}>
          {view.name}
        </Typography>
        <strong role="status">
          <StateLabel
            state={status.state}
            text={stateText(t, view)}
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
            aria-label={t('page.header.refresh')}
            title={t('page.header.refresh')}
            onClick={onRefresh}
          >
            <RefreshIcon />
          </IconButton>
          {children}
        </span>
      </div>
      <Typography variant="body2">
        <StateSince status={status} usable={view.usable} />
      </Typography>
      <Typography
        variant="body2"
        component="dl"
        className={`${classes.line} ${classes.facts}`}
      >
        <Fact name={t('owner')}>
          {binding ? (
            <EntityRefLink entityRef={binding.owner} defaultKind="group" />
          ) : (
            t('none')
          )}
        </Fact>
        <Fact name={t('page.header.version')}>
          {view.serverVersion ?? t('page.header.versionUnknown')}
        </Fact>
        <Fact name={t('page.header.provider')}>{view.provider}</Fact>
        <Fact name={t('page.header.location')}>{view.location}</Fact>
        <Fact name={t('page.header.protection')}>
          {view.spec.protected ? t('on') : t('off')}
        </Fact>
      </Typography>
      {refreshing ? (
        <LinearProgress
          className={classes.progress}
          aria-label={t('page.header.refreshing')}
        />
      ) : (
        <div className={classes.still} />
      )}
    </header>
  );
};
