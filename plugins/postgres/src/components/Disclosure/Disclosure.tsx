import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(3) },
  summary: {
    color: theme.palette.text.primary,
    cursor: 'pointer',
    padding: theme.spacing(1.5, 0),
  },
}));

/** Collapsed content that few users need. */
export const Disclosure = ({
  summary,
  open,
  children,
}: {
  summary: ReactNode;
  /** Expanded at first. */
  open?: boolean;
  children: ReactNode;
}) => {
  const classes = useStyles();
  return (
    <details className={classes.root} open={open}>
      <Typography
        component="summary"
        variant="body2"
        className={classes.summary}
      >
        {summary}
      </Typography>
      {children}
    </details>
  );
};
