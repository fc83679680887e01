import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ErrorIcon from '@material-ui/icons/Error';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import WarningIcon from '@material-ui/icons/Warning';

const useStyles = makeStyles(theme => {
  const edge = (name: 'info' | 'warning' | 'error') => {
    const color =
      theme.palette[name][theme.palette.type === 'dark' ? 'light' : 'dark'];
    return { borderLeftColor: color, '& > svg': { color } };
  };
  return {
    root: {
      display: 'flex',
      gap: theme.spacing(1.5),
      padding: theme.spacing(1.5, 2),
      margin: theme.spacing(1, 0),
      border: `1px solid ${theme.palette.divider}`,
      borderLeftWidth: 4,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
      color: theme.palette.text.primary,
      overflowWrap: 'anywhere',
    },
    body: {
      minWidth: 0,
      flex: 1,
      '& ul': { margin: 0, paddingLeft: theme.spacing(2.5) },
    },
    title: { fontWeight: 600 },
    info: edge('info'),
    warning: edge('warning'),
    error: edge('error'),
  };
});

const icons = { info: InfoIcon, warning: WarningIcon, error: ErrorIcon };

export interface NoticeProps {
  severity: 'info' | 'warning' | 'error';
  title: ReactNode;
  children?: ReactNode;
}

/**
 * A notice about the following content. An error interrupts a screen reader,
 * other notices do not.
 */
export const Notice = ({ severity, title, children }: NoticeProps) => {
  const classes = useStyles();
  const Icon = icons[severity];
  return (
    <div
      className={`${classes.root} ${classes[severity]}`}
      role={severity === 'error' ? 'alert' : 'status'}
    >
      <Icon aria-hidden />
      <Typography component="div" variant="body2" className={classes.body}>
        <div className={classes.title}>{title}</div>
        {children}
      </Typography>
    </div>
  );
};
