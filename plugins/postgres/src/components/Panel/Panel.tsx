import { ReactNode } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    minWidth: 0,
    height: '100%',
    overflowWrap: 'anywhere',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  title: { fontSize: '1rem', fontWeight: 600, margin: 0 },
}));

export interface PanelProps {
  title: string;
  action?: ReactNode;
  busy?: boolean;
  /** One of many panels: not a landmark of the page. */
  small?: boolean;
  children: ReactNode;
}

/** A titled section of the page. */
export const Panel = ({ title, action, busy, small, children }: PanelProps) => {
  const classes = useStyles();
  return (
    <Paper
      component={small ? 'div' : 'section'}
      role={small ? 'group' : undefined}
      variant="outlined"
      className={classes.root}
      aria-label={title}
      aria-busy={busy || undefined}
    >
      <div className={classes.head}>
        <Typography variant="h3" className={classes.title}>
          {title}
        </Typography>
        {action}
      </div>
      {children}
    </Paper>
  );
};
